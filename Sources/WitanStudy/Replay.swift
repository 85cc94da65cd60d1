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
  private var book: SkillBook
  private var asked: [ID<Member>: Int] = [:]
  private var closed: [Estimation.Closed] = []
  private var taught: [SkillsMoved] = []
  private var chance: Chance

  /// Prepares a replay.
  init(_ study: Study, settings: Settings, rule: Rule, seed: UInt64) throws {
    self.study = study
    self.settings = settings
    var rule = rule
    rule.waveSizes = [1]
    rule.foundingAnswers = min(rule.foundingAnswers, settings.maxAnswers)
    self.rule = rule
    book = SkillBook(subject: Study.subject)
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
      let dispatch = dispatch(file, left, budget: budget)
      guard let offer = dispatch.offers.first, let best = dispatch.considered.first else { break }
      if file.evidence.count >= rule.answersForTaxon,
        try !file.isWorthAsking(chancePartsPerMillion: best.skill)
      {
        break
      }
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
    let seen = book.seen(in: question.place?.region ?? "", rule: rule)
    return Case(
      question: question, taxonomy: study.taxonomy,
      prior: study.taxonomy.learned(base, seen: seen, rule: rule), rule: rule,
      progress: book.progress, evidence: evidence)
  }

  /// Whom the router asks next, of those who are left.
  private mutating func dispatch(
    _ file: Case, _ left: [Study.RecordedAnswer], budget: Int
  ) -> QuestionDispatched {
    let branches = (try? file.belief()).map(study.taxonomy.openBranches) ?? []
    let depth = Int(study.taxonomy.tree.depth.max() ?? 1)
    let candidates = left.compactMap { study.experts[$0.expert] }.map { member in
      var (member, load) = (member, Load(expert: member.id))
      member.availability.budgetPerDay = budget
      (load.day, load.offered) = (Study.beginning.day, asked[member.id] ?? 0)
      return Candidate(
        member: member, load: load,
        prospect: Prospect(
          book.skill(member.id), branches: branches, region: file.region,
          isHome: file.question.isHome(member), depth: depth, rule: file.rule),
        wasAsked: false)
    }
    return Router.dispatch(
      file.question, candidates: candidates, branches: branches, asked: file.evidence.count,
      rule: file.rule, seed: chance.next(), now: Study.beginning)
  }

  private func evidence(
    _ answer: Study.RecordedAnswer, _ question: Question, _ file: Case
  ) -> Case.Evidence {
    Case.Evidence(
      answer: Answer(
        recorded: ID("r-\(question.id.text.dropFirst(2))-\(file.evidence.count + 1)"),
        question: question.id, expert: answer.expert, taxon: answer.taxon, at: Study.beginning),
      skill: book.skill(answer.expert), isHome: question.isHome(study.experts[answer.expert]))
  }

  /// Learns from a closed item, and from all of them when an estimate is due.
  private mutating func learn(from file: Case, _ item: Study.Item) throws {
    let truth = settings.isTruthTold ? (item.truth, SkillsMoved.Source.outcome) : nil
    let lessons =
      try truth.map { try file.lessons(truth: $0.0, source: $0.1) } ?? file.lessonsFromConsensus()
    book.learn(lessons, region: file.region, sign: 1)
    book.progress.close()
    taught.append(lessons)
    guard let base = basePriors[item.place?.code ?? ""] else { return }
    closed.append(
      Estimation.Closed(
        question: file.question, taxonomy: study.taxonomy, basePrior: base,
        answers: file.evidence, truth: truth,
        said: try file.consensus(on: .exhausted, ledgerSize: 0).action?.name))
    guard book.progress.isEstimateDue(rule) else { return }
    let (lessonsAnew, calibration) = try Estimation.run(
      closed, taught: taught, book: book, rule: rule)
    for (earlier, later) in zip(taught, lessonsAnew) {
      let place = closed.first { $0.question.id == later.question }?.question.place
      book.learn(earlier, region: place?.region ?? "", sign: -1)
      book.learn(later, region: place?.region ?? "", sign: 1)
    }
    taught = lessonsAnew
    book.progress.estimated(calibration)
  }
}
