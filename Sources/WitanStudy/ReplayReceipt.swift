import Foundation
import Witan

/// One choice of the router in a replay with all that it was made from: what an auditor needs to
/// make it again.
struct ReplayReceipt: Codable {
  /// What the router chose.
  let fact: QuestionDispatched
  let question: Question
  /// What was known of the question; see `Router.Need`.
  let depth: Int
  let answers: Int
  let isFounding: Bool
  /// Who could have been asked.
  let people: [Person]
  /// The rule as learned until then.
  let rule: Rule
  let at: Instant

  /// One of them as the router looked at them.
  struct Person: Codable {
    let member: Member
    let load: Load
    let rhythm: Rhythm
    let skill: Skill
  }

  /// Takes a choice with what it was made from.
  init(
    _ fact: QuestionDispatched, of need: Router.Need, people: [Person], rule: Rule, at: Instant
  ) {
    self.fact = fact
    (question, depth, answers) = (need.question, need.depth, need.answers)
    (isFounding, self.people, self.rule, self.at) = (need.isFounding, people, rule, at)
  }

  /// The receipt as it is written down.
  func bytes() throws -> Data { try JSONEncoder().encode(self) }

  /// Whether the router, run again on nothing but what is written there, chooses the same with the
  /// same reasons. The people are put before it in another order than they were.
  static func isDerived(_ bytes: Data) throws -> Bool {
    let receipt = try JSONDecoder().decode(ReplayReceipt.self, from: bytes)
    guard let seed = UInt64(receipt.fact.seed, radix: 16) else { return false }
    var roster = Roster(subject: receipt.question.subject, rule: receipt.rule)
    for person in receipt.people.reversed() {
      roster.put(person.member, load: person.load, rhythm: person.rhythm, skill: person.skill)
    }
    let need = Router.Need(
      question: receipt.question, branches: receipt.fact.branches, depth: receipt.depth,
      stakes: receipt.fact.stakes, assignments: receipt.answers, answers: receipt.answers,
      isFounding: receipt.isFounding)
    return Router.dispatch(
      need, roster: &roster, rule: receipt.rule, seed: seed, now: receipt.at) == receipt.fact
  }
}
