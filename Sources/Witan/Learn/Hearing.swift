import Foundation
import Inference

/// All answers of a question with what the others believe: what lessons are taken from.
struct Hearing {
  /// What all who are heard believe together.
  let whole: TreePosterior
  /// By place in the evidence.
  private(set) var judged: [Judged] = []

  /// One answer before the others.
  struct Judged {
    /// The answer, heard or not.
    let vote: TreeVote
    /// The belief of all the others who are heard.
    let rest: TreePosterior
    /// The same without those who are held to copy with its giver and say the same: they would
    /// call each other right.
    let others: TreePosterior
    /// The logarithm of the probability of this answer by those.
    let logChance: Double

    /// Takes the belief of the others before and after they heard the answer.
    ///
    /// The answer is as probable as its giver's record lets expect, or as it would be of somebody
    /// who knows: the others' belief in it. The greater of the two is taken, so that nobody is
    /// suspected for being abler than their record says.
    init(_ vote: TreeVote, rest: TreePosterior, others: TreePosterior, heard: TreePosterior) {
      (self.vote, self.rest, self.others) = (vote, rest, others)
      let known = vote.path.last.map { others.probability(of: $0) } ?? 1
      logChance = max(heard.logEvidence - others.logEvidence, log(max(1e-9, known)))
    }
  }

  /// Hears a case. O(answers x answers x depth).
  init(_ file: Case) throws(TreeFault) {
    let votes = try file.votes()
    let whole = try file.belief(votes)
    self.whole = whole
    for (place, each) in file.evidence.enumerated() {
      var silent = votes
      silent[place] = .cannotTell
      let rest = try file.belief(silent)
      let circle = file.circle(of: place)
      guard circle.count > 1 else {
        judged.append(Judged(votes[place], rest: rest, others: rest, heard: whole))
        continue
      }
      for fellow in circle { silent[fellow] = .cannotTell }
      let others = try file.belief(silent)
      let vote = try file.vote(each)
      silent[place] = vote
      judged.append(Judged(vote, rest: rest, others: others, heard: try file.belief(silent)))
    }
  }
}

/// What a question teaches before it is known who copies.
struct Taught {
  var moved: SkillsMoved
  /// By place in the evidence: the answers as copying is looked for.
  var trials: [Trial] = []

  /// One answer, its giver by name.
  struct Trial {
    let expert: ID<Member>
    let named: Int32
    let logChance: Double
    /// The probability that its giver copies, by what was known before.
    let share: Double
  }

  /// The lessons, with what they say for copying by what was known before.
  func moved(_ rule: Rule) -> SkillsMoved {
    guard rule.copyingPartsPerMillion > 0 else { return moved }
    let trials = self.trials.enumerated().map { place, each in
      Copying.Trial(person: place, named: each.named, logChance: each.logChance)
    }
    return copying(Copying.weights(trials) { self.trials[$0].share })
  }

  /// The lessons with these weights for copying.
  func copying(_ weights: [Double]) -> SkillsMoved {
    guard weights.count == moved.lessons.count else { return moved }
    var lessons = moved.lessons
    for (place, weight) in weights.enumerated() { lessons[place].copying = thousandths(weight) }
    return SkillsMoved(
      question: moved.question, source: moved.source, truth: moved.truth, lessons: lessons,
      found: moved.found)
  }
}

extension Case {
  /// The answers as copying is looked for.
  func trials(_ hearing: Hearing) -> [Taught.Trial] {
    zip(evidence, hearing.judged).map { each, judged in
      let skill = each.skill ?? Skill(subject: question.subject, expert: each.answer.expert)
      return Taught.Trial(
        expert: each.answer.expert, named: judged.vote.path.last ?? 0,
        logChance: judged.logChance
          + logChance(ofDepth: judged.vote, skill, among: hearing.judged.map(\.vote)),
        share: skill.copyingShare(rule))
    }
  }

  /// The logarithm of the probability that somebody goes down as far as they did, by their own
  /// habit and by what the others did with this photo.
  private func logChance(
    ofDepth vote: TreeVote, _ skill: Skill, among all: [TreeVote]
  ) -> Double {
    let depth = vote.path.count
    let isLeaf = vote.path.last.map(taxonomy.tree.isLeaf) ?? false
    var sum = 0.0
    for step in 0...depth where !(step == depth && isLeaf) {
      let reached = all.count { $0.path.count >= step } - 1
      let stopped = all.count { $0.path.count == step } - (step == depth ? 1 : 0)
      let habit = 1 - skill.goingOn(below: step)
      let chance =
        (Double(stopped) + Self.habitStrength * habit) / (Double(reached) + Self.habitStrength)
      sum += log(step == depth ? chance : 1 - chance)
    }
    return sum
  }

  /// How many others' depths somebody's own habit is worth.
  private static var habitStrength: Double { 6 }
}

extension [Taught] {
  /// The lessons of many questions, with what their answers say for copying by all of them, and the
  /// share of people who copy, in parts per million.
  func moved(_ rule: Rule) -> (lessons: [SkillsMoved], copyingPartsPerMillion: Int) {
    let before = Double(rule.copyingPartsPerMillion) / 1e6
    guard before > 0, before < 1 else { return (map(\.moved), rule.copyingPartsPerMillion) }
    var numbers: [ID<Member>: Int] = [:]
    let questions = map { taught in
      taught.trials.map { each in
        let number = numbers[each.expert] ?? numbers.count
        numbers[each.expert] = number
        return Copying.Trial(person: number, named: each.named, logChance: each.logChance)
      }
    }
    let found = Copying.find(questions, people: numbers.count, before: before)
    return (
      zip(self, found.weights).map { $0.copying($1) }, Swift.max(1, partsPerMillion(found.share))
    )
  }
}
