import Inference

/// Another way to come to a verdict.
public enum Supposition: Sendable {
  /// Without the answer of one member, by handle.
  case without(String)
  /// By another rule.
  case rule(Rule)
  /// By a method that knows nothing of Witan's skills.
  case method(String)
}

/// What a verdict would have been otherwise, from the case as it stood.
public struct WhatIf: Codable, Equatable, Sendable {
  public let question: String
  /// The entry with the verdict, and the version it has.
  public let index: Int
  public let version: Int
  /// What was supposed, in words.
  public let supposed: String
  public let was: Told
  public let now: Told
  /// Whether nothing that the asker is told would be different.
  public let isSame: Bool
  /// What this does not tell.
  public let limits: [String]

  /// What a verdict says.
  public struct Told: Codable, Equatable, Sendable {
    /// Nil for a method, which knows no phases.
    public let phase: Phase?
    public let action: String?
    public let taxon: String?
    /// The probability of the taxon, or of the leading one where none is held; of a method, its own
    /// belief, which need not be calibrated.
    public let partsPerMillion: Int?
    /// How many answers were counted.
    public let answers: Int
  }
}

extension WhatIf {
  /// Replays the ledger up to the question's last verdict, and decides it otherwise; a long ledger
  /// on a scratch file.
  init(
    _ supposition: Supposition, of question: Question, on shelf: any Shelf,
    progress: (Int, Int) -> Void
  ) throws {
    var made: WhatIf?
    try shelf.withScratch { scratch in
      made = try WhatIf(
        supposition, of: question, on: shelf, replay: ReplayPen(base: shelf, scratch: scratch),
        progress: progress)
    }
    guard let made else { throw Refusal.unavailable(reason: "No scratch record was lent.") }
    self = made
  }

  private init(
    _ supposition: Supposition, of question: Question, on shelf: any Shelf, replay: ReplayPen,
    progress: (Int, Int) -> Void
  ) throws {
    let verdicts = try shelf.trace(of: question.id).filter {
      if case .consensusReached = $0.event { true } else { false }
    }
    guard let entry = verdicts.last, case .consensusReached(let fact) = entry.event else {
      throw Refusal.conflict(.nothingSaid, reason: "Nothing has been said of \(question.id) yet.")
    }
    try replay.apply(0..<entry.index, of: shelf, progress: progress)
    let work = Casework(shelf: replay, library: Library())
    let then = try replay.existing(question.id)
    let isRecall = fact.occasion == .recalled
    let file = try isRecall ? work.afresh(then) : work.file(then)
    let now: Told
    let limits: [String]
    switch supposition {
    case .without(let handle):
      let member = try shelf.known(person: handle)
      let others = file.evidence.filter { $0.answer.expert != member }
      guard others.count < file.evidence.count else {
        throw Refusal.conflict(
          .nothingSaid, reason: "\(handle) did not answer \(question.id) by then.")
      }
      now = try Told(
        file.with(others).consensus(on: fact.occasion, ledgerSize: entry.index))
      supposed = "without \(handle)"
      limits = [
        "Who else would have been asked in their place, and what they had said, nobody knows."
      ]
    case .rule(let rule):
      try rule.check()
      try replay.enforce(rule)
      let other = try isRecall ? work.afresh(then) : work.file(then)
      now = try Told(other.consensus(on: fact.occasion, ledgerSize: entry.index))
      supposed = "rule \(rule.version) in place of \(fact.rule)"
      limits = [
        "The same answers and skills: whom this rule would have asked, and what it would have"
          + " learned before, is not told here; \"witan audit whatif --all\" learns anew."
      ]
    case .method(let name):
      now = try ClassicVerdict(name, file, others: work).outcome
      supposed = "method \(name)"
      limits = ["A method's own belief is no calibrated probability, and it knows no action costs."]
    }
    let was = Told(fact)
    self.limits = limits
    (self.was, self.now) = (was, now)
    self.question = question.id.text
    index = entry.index
    version = fact.version
    isSame = was.action == now.action && was.taxon == now.taxon
  }
}

extension WhatIf.Told {
  /// What a consensus says.
  init(_ fact: ConsensusReached) {
    self.init(
      phase: fact.phase, action: fact.action?.name, taxon: fact.held?.taxon,
      partsPerMillion: (fact.held ?? fact.leading)?.partsPerMillion, answers: fact.reasons.count)
  }
}

extension Case {
  /// The same case with other answers.
  fileprivate func with(_ evidence: [Evidence]) -> Case {
    Case(
      question: question, taxonomy: taxonomy, prior: prior, rule: rule, progress: progress,
      evidence: evidence)
  }
}

extension ReplayPen {
  /// Puts another rule in force.
  func enforce(_ rule: Rule) throws {
    var community = try community()
    community.rule = rule
    try put(.community, "community", community)
  }
}

/// A verdict by one of the classic methods of the `Inference` library.
///
/// Those that weigh people by their other answers see those of the subject's latest closed
/// questions; none sees a truth. Taxa are labels that have nothing in common, but for the community
/// taxon.
struct ClassicVerdict {
  let outcome: WhatIf.Told

  /// Methods of labels.
  private static let methods: [String: any VoteMethod] = [
    "majority": Majority(), "wawa": Wawa(), "dawid-skene": DawidSkene(),
    "one-coin": OneCoin(), "zbs": ZeroBasedSkill(), "iwmv": IterativeWeightedMajority(),
    "bwa": BayesianWeightedAverage(),
  ]
  /// The names of all methods that can be asked for.
  static let names = (methods.keys + ["inat"]).sorted()
  /// The task that is the question itself; no question bears this name.
  private static let own = "."

  /// Decides by a method; refuses one that nobody knows, and a question that nobody named a taxon
  /// for.
  init(_ name: String, _ file: Case, others: Casework) throws {
    let named = file.evidence.compactMap { each in
      each.answer.taxon.map { (expert: each.answer.expert.text, taxon: $0) }
    }
    guard Self.names.contains(name) else {
      throw Refusal.invalid(
        field: "method",
        reason: "\"\(name)\" is none of \(Self.names.joined(separator: ", "))")
    }
    guard !named.isEmpty else {
      throw Refusal.conflict(
        .nothingSaid, reason: "Nobody named anything, so no method tells anything.")
    }
    guard let method = Self.methods[name] else {
      outcome = Self.communityTaxon(named.map(\.taxon), file)
      return
    }
    var votes = named.map { (task: Self.own, worker: $0.expert, label: $0.taxon) }
    for question in try others.latestClosed(like: file.question, limit: file.rule.estimateWindow) {
      for answer in try others.shelf.answers(to: question.id) {
        guard let taxon = answer.taxon else { continue }
        votes.append((question.id.text, answer.expert.text, taxon))
      }
    }
    var builder = VoteTableBuilder()
    for vote in votes {
      try builder.append(task: vote.task, worker: vote.worker, label: vote.label)
    }
    let table = try builder.build()
    guard let task = table.tasks.firstIndex(of: Self.own) else {
      throw Refusal.conflict(
        .nothingSaid, reason: "Nobody named anything, so no method tells anything.")
    }
    let result = method.infer(table.table)
    let winners = result.winners(ofTask: task)
    let winner = winners.count == 1 ? winners.first : nil
    let taxon = winner.map { table.labels[$0] }
    outcome = WhatIf.Told(
      phase: nil, action: file.action(of: taxon), taxon: taxon,
      partsPerMillion: winners.first.map {
        partsPerMillion(Array(result.belief(ofTask: task))[$0])
      }, answers: named.count)
  }

  private static func communityTaxon(_ taxa: [String], _ file: Case) -> WhatIf.Told {
    let nodes = taxa.compactMap(file.taxonomy.node(accepted:))
    let community = CommunityTaxon(nodes.map { .init($0) }, in: file.taxonomy.tree)
    let node = community.node.flatMap { $0 == 0 ? nil : $0 }
    let standing = community.standings.first { $0.node == node }
    let all = standing.map { $0.agreeing + $0.disagreeing + $0.disagreeingFromAbove } ?? 0
    let taxon = node.map { file.taxonomy[$0].name }
    return WhatIf.Told(
      phase: nil, action: file.action(of: taxon), taxon: taxon,
      partsPerMillion: standing.map { all > 0 ? $0.agreeing * 1_000_000 / all : 0 },
      answers: taxa.count)
  }
}

extension Case {
  /// What a taxon asks one to do.
  fileprivate func action(of taxon: String?) -> String? {
    taxon.flatMap(taxonomy.node(accepted:)).flatMap(taxonomy.action(of:))
  }
}

extension Casework {
  /// The latest closed questions of the same subject, but this one; of those that bring their own
  /// options none, as their labels are not each other's.
  fileprivate func latestClosed(like question: Question, limit: Int) throws -> [Question] {
    guard question.options.isEmpty else { return [] }
    return try shelf.questions(
      RecordFilter(.equal(field: "subject", to: question.subject.text), isDescending: true)
    ).filter { !$0.isOpen && $0.id != question.id }.prefix(limit).map { $0 }
  }
}
