import Inference

/// What a whole history would have come to under another rule.
public struct PolicyReport: Codable, Equatable, Sendable {
  /// The rule's version, and those that were in force.
  public let rule: String
  public let inPlaceOf: [String]
  /// How many entries were replayed, and how many closed questions compared.
  public let entries: Int
  public let questions: Int
  public let was: Tally
  public let now: Tally
  /// How often what is said to do became another: `harmless > dangerous`; `nothing` for none.
  public let actionsChanged: [String: Int]
  /// The questions of which something else would have been said, the latest first, at most
  /// `changeLimit`.
  public let changes: [Change]
  /// How many there are in all.
  public let changeCount: Int
  /// How many questions this rule would have gone on asking about.
  public let wouldGoOn: Int
  /// How many answers came after this rule had closed their question; they were not counted.
  public let unusedAnswers: Int
  /// What such a replay cannot tell.
  public let limits: [String]

  /// How many changes are listed.
  public static let changeLimit = 500

  /// What the verdicts of all questions come to.
  public struct Tally: Codable, Equatable, Sendable {
    public internal(set) var settled = 0
    public internal(set) var split = 0
    public internal(set) var unsettled = 0
    /// How often each action class was said; `nothing` for none.
    public internal(set) var said: [String: Int] = [:]
    /// How many answers the verdicts counted.
    public internal(set) var answers = 0
    /// Of the questions whose truth is known: how many there are, how many verdicts held the truth
    /// or what lies above it, said the right action, and said "harmless" of what is dangerous.
    public internal(set) var judged = 0
    public internal(set) var taxonRight = 0
    public internal(set) var actionRight = 0
    public internal(set) var dangerCalledHarmless = 0
  }

  /// One question of which something else would have been said.
  public struct Change: Codable, Equatable, Sendable {
    public let question: String
    public let was: WhatIf.Told
    public let now: WhatIf.Told
    /// The truth where it is known.
    public let truth: String?
  }
}

extension PolicyReport {
  /// Compares what came of each question.
  init(
    _ rule: Rule, _ trials: PolicyLab.Trials, entries: Int, library: Library, on shelf: any Shelf
  ) throws {
    var (was, now) = (Tally(), Tally())
    var changes: [Change] = []
    var actions: [String: Int] = [:]
    for id in trials.was.keys.sorted(by: >) {
      guard let before = trials.was[id], let after = trials.now[id] else { continue }
      let truth = try shelf.outcome(id)?.taxon
      let taxonomy = try library.taxonomy(for: shelf.existing(id), on: shelf)
      was.count(before, truth: truth, taxonomy)
      now.count(after, truth: truth, taxonomy)
      guard before.said != after.said else { continue }
      changes.append(
        Change(
          question: id.text, was: WhatIf.Told(before), now: WhatIf.Told(after), truth: truth))
      let (old, new) = (before.action?.name ?? "nothing", after.action?.name ?? "nothing")
      if old != new { actions["\(old) > \(new)", default: 0] += 1 }
    }
    self.rule = rule.version
    inPlaceOf = trials.rules
    self.entries = entries
    questions = trials.was.count
    (self.was, self.now) = (was, now)
    actionsChanged = actions
    self.changes = Array(changes.prefix(Self.changeLimit))
    changeCount = changes.count
    wouldGoOn = trials.cut.count
    unusedAnswers = trials.unused
    limits = Self.whatItCannotTell
  }

  private static let whatItCannotTell = [
    "The same people were asked at the same times: whom this rule would have asked instead, or"
      + " sooner, nobody knows.",
    "Answers that came after this rule had closed a question are not counted; where it would have"
      + " gone on asking, the question ends with the answers that there are.",
    "Whether the next answer would have been worth its price is not decided anew: questions that"
      + " were exhausted stay so.",
    "First words, deadlines and leases are as they were.",
    "Verdicts are compared as they closed: recalls are left out.",
  ]
}

extension PolicyReport.Tally {
  /// Counts one verdict.
  fileprivate mutating func count(
    _ verdict: ConsensusReached, truth: String?, _ taxonomy: Taxonomy
  ) {
    switch verdict.phase {
    case .settled: settled += 1
    case .split: split += 1
    case .unsettled, .gathering, .provisional: unsettled += 1
    }
    said[verdict.action?.name ?? "nothing", default: 0] += 1
    answers += verdict.reasons.count
    guard let node = truth.flatMap(taxonomy.node(accepted:)) else { return }
    judged += 1
    if let held = verdict.held.flatMap({ taxonomy.node(accepted: $0.taxon) }),
      taxonomy.tree.isNode(node, within: held)
    {
      taxonRight += 1
    }
    let action = taxonomy.action(of: node)
    if let action, verdict.action?.name == action { actionRight += 1 }
    if action == "dangerous" && verdict.action?.name == "harmless" { dangerCalledHarmless += 1 }
  }
}
