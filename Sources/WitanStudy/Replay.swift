import Inference
import Witan

/// The replay of a recorded study by one seed: the real router chooses whom to ask, the recorded
/// answer is given, and the real decision rule says when to stop and what to say.
///
/// Items arrive in a seeded order. Of an item nothing is used but its region, of a person nothing
/// but the home region and the answers given so far, and the truth never before the verdict.
public struct Replay: Sendable {
  /// How a replay is run.
  public struct Settings: Sendable {
    /// Whether the truth is told after each verdict.
    public var isTruthTold = false
    /// The share of the items so far for which one person may be asked, plus ten.
    public var shareCap = 0.25
    /// The most answers an item.
    public var maxAnswers = 12

    /// The protocol's settings.
    public init() {}
  }

  /// The items at the end that are scored: the last three quarters.
  static func firstScored(_ count: Int) -> Int { count / 4 }
  /// How many items one person may be asked about beyond their share.
  private static let shareSlack = 10.0

  let study: Study
  let settings: Settings
  let rule: Rule
  private let basePriors: [String: TreePrior]
  private var learner: Learner
  private var asked: [ID<Member>: Int] = [:]
  private var chance: Chance
  /// How many choices the router made, and how many of them followed from their receipts again.
  private var receipts = (made: 0, derived: 0)

  /// Prepares a replay.
  init(_ study: Study, settings: Settings, rule: Rule, seed: UInt64) throws {
    self.study = study
    self.settings = settings
    var rule = rule
    rule.waveSizes = [1]
    // One by one, under the protocol's own cap of anybody's share.
    rule.reach.newcomerSeats = 0
    // Whoever is asked is known to have answered.
    rule.reach.respondsPartsPerMillion = 1_000_000
    rule.reach.requestPricePartsPerMillion = 0
    rule.reach.fairSharePartsPerMillion = 1_000_000
    rule.answersAtMost = settings.maxAnswers
    rule.foundingAnswers = min(rule.foundingAnswers, settings.maxAnswers)
    self.rule = rule
    learner = Learner(subject: Study.subject, taxonomy: study.taxonomy, rule: rule)
    chance = Chance(seed: seed)
    var priors: [String: TreePrior] = [:]
    for item in study.items where priors[item.place?.code ?? ""] == nil {
      priors[item.place?.code ?? ""] = try study.taxonomy.prior(
        at: item.place, rule: rule)
    }
    basePriors = priors
  }

  /// Replays every item, and gives what came of those that are scored.
  ///
  /// - Parameter progress: told after each item: done, of how many.
  public mutating func run(progress: (Int, Int) -> Void) throws -> ReplayTally {
    var order = Array(study.items.indices)
    for place in order.indices.dropFirst().reversed() {
      order.swapAt(place, chance.below(place + 1))
    }
    var tally = ReplayTally()
    for (place, index) in order.enumerated() {
      let item = study.items[index]
      let file = try close(item, after: place)
      if place >= Self.firstScored(order.count) {
        tally.add(try Verdict(file, item, study.taxonomy))
        tally.note(item.id, answers: file.evidence.count)
      } else {
        tally.foundingAnswers += file.evidence.count
        tally.foundingItems += 1
      }
      try learn(from: file, item)
      progress(place + 1, order.count)
    }
    (tally.receipts, tally.receiptsDerived) = receipts
    tally.largestShare = Double(asked.values.max() ?? 0) / Double(max(1, order.count))
    return tally
  }

  /// Asks about one item until the rule, the price of another answer, or the end of the people who
  /// answered it closes it.
  private mutating func close(_ item: Study.Item, after place: Int) throws -> Case {
    let question = Question(
      recorded: item.id, subject: Study.subject, asker: ID("m-asker"), place: item.place,
      urgency: .today, at: Study.beginning)
    // The protocol's cap is what the people have of attention: the router spends it.
    let budget = Int(settings.shareCap * Double(place + 1) + Self.shareSlack)
    var left = item.answers
    var file = try file(question, [])
    while file.evidence.count < settings.maxAnswers && !left.isEmpty {
      let dispatch = try dispatch(file, left, budget: budget)
      guard let offer = dispatch.offers.first, let best = dispatch.ablest else { break }
      guard try file.wantsAnother(ablest: best) else { break }
      guard let at = left.firstIndex(where: { $0.expert == offer.expert }) else { break }
      let answer = left.remove(at: at)
      asked[answer.expert, default: 0] += 1
      file = try self.file(question, file.evidence + [evidence(answer, question, file)])
      if try file.consensus(on: .answer, ledgerSize: 0).phase == .settled { break }
    }
    return file
  }

  private func file(_ question: Question, _ evidence: [Case.Evidence]) throws -> Case {
    let base = basePriors[question.place?.code ?? ""]
    guard let base else { throw StudyFault(file: "items.csv", line: nil, reason: "no prior") }
    let seen = learner.book.seen(in: question.place?.region ?? "", rule: rule)
    return Case(
      question: question, taxonomy: study.taxonomy,
      prior: study.taxonomy.learned(base, seen: seen, rule: rule), rule: rule,
      progress: learner.book.progress, evidence: evidence)
  }

  /// Whom the router asks next, of those who are left.
  private mutating func dispatch(
    _ file: Case, _ left: [Study.RecordedAnswer], budget: Int
  ) throws -> QuestionDispatched {
    let people = left.compactMap { study.experts[$0.expert] }.map { member in
      var (member, load) = (member, Load(expert: member.id))
      member.availability.budgetPerDay = budget
      (load.day, load.offered) = (Study.beginning.dayNumber, asked[member.id] ?? 0)
      return ReplayReceipt.Person(
        member: member, load: load, rhythm: Rhythm(expert: member.id),
        skill: learner.book.skill(member.id))
    }
    var roster = Roster(subject: Study.subject, rule: file.rule)
    for each in people {
      roster.put(each.member, load: each.load, rhythm: each.rhythm, skill: each.skill)
    }
    let need = Router.Need(
      question: file.question, branches: study.taxonomy.openBranches(try file.belief()),
      depth: study.taxonomy.finestDepth, stakes: try file.stakes(),
      assignments: file.evidence.count, answers: file.evidence.count,
      isFounding: file.isFounding)
    let fact = Router.dispatch(
      need, roster: &roster, rule: file.rule, seed: chance.next(), now: Study.beginning)
    let receipt = ReplayReceipt(
      fact, of: need, people: people, rule: file.rule, at: Study.beginning)
    receipts.made += 1
    receipts.derived += try ReplayReceipt.isDerived(receipt.bytes()) ? 1 : 0
    return fact
  }

  private func evidence(
    _ answer: Study.RecordedAnswer, _ question: Question, _ file: Case
  ) -> Case.Evidence {
    Case.Evidence(
      answer: Answer(
        recorded: ID("r-\(question.id.text.dropFirst(2))-\(file.evidence.count + 1)"),
        question: question.id, expert: answer.expert, taxon: answer.taxon, at: Study.beginning),
      skill: learner.book.skill(answer.expert),
      isHome: question.isHome(study.experts[answer.expert]))
  }

  /// Learns from a closed item.
  private mutating func learn(from file: Case, _ item: Study.Item) throws {
    guard let base = basePriors[item.place?.code ?? ""] else { return }
    let truth = settings.isTruthTold ? (item.truth, SkillsMoved.Source.outcome) : nil
    _ = try learner.learn(from: file, base: base, truth: truth)
  }
}
