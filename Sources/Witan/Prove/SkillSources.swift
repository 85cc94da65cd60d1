import Ledger

/// Which entries made the skills by which verdicts were reached: found by reading the ledger once
/// from its beginning, in memory that grows with the questions alone.
struct SkillSources {
  /// By the entry of a consensus and by expert: the entries whose lessons about them were in force,
  /// the earliest first. What a later lesson or estimate replaced is not among them.
  private(set) var sources: [Int: [ID<Member>: [Int]]] = [:]
  /// When the entries among these were recorded, and whether each is an estimate.
  private(set) var entries: [Int: (at: Instant, isEstimate: Bool)] = [:]

  private var subjects: [ID<Question>: ID<Subject>] = [:]
  private var wanted: Set<ID<Question>> = []
  /// Who was taught by the lesson of a question that is in force, and where it stands.
  private var taught: [ID<Question>: (index: Int, experts: [ID<Member>])] = [:]
  /// How many lessons of an entry about somebody are in force, by subject.
  private var counts: [ID<Subject>: [ID<Member>: [Int: Int]]] = [:]

  private static let stride = 256
  private static let kinds: Set<String> = [
    "questionAsked", "consensusReached", "skillsMoved", "skillsEstimated",
  ]

  /// Reads the entries of a ledger of this size.
  ///
  /// - Parameter isWanted: whether a question is one whose verdicts are looked at.
  init(
    size: Int, on shelf: any Shelf, isWanted: (QuestionAsked, Instant) -> Bool
  ) throws {
    for start in Swift.stride(from: 0, to: size, by: Self.stride) {
      let range = start..<min(size, start + Self.stride)
      for bytes in try shelf.entries(range) where Self.kinds.contains(Entry.kind(of: bytes)) {
        try read(Entry(bytes: bytes), on: shelf, isWanted)
      }
    }
  }

  private mutating func read(
    _ entry: Entry, on shelf: any Shelf, _ isWanted: (QuestionAsked, Instant) -> Bool
  ) throws {
    switch entry.event {
    case .questionAsked(let fact):
      subjects[fact.question] = fact.subject
      if isWanted(fact, entry.at) { wanted.insert(fact.question) }
    case .skillsMoved(let fact): learn(fact, entry, isEstimate: false)
    case .skillsEstimated(let fact):
      let name = Library.estimate(fact.lessons)
      guard let bytes = try shelf.attachment(name) else {
        throw AttachmentFault(name: name, reason: "it is missing")
      }
      for moved in try Canonical.value([SkillsMoved].self, bytes) {
        learn(moved, entry, isEstimate: true)
      }
    case .consensusReached(let fact) where wanted.contains(fact.question):
      guard let subject = subjects[fact.question] else { return }
      var found: [ID<Member>: [Int]] = [:]
      for expert in fact.reasons.map(\.expert) {
        found[expert] = counts[subject]?[expert]?.keys.sorted() ?? []
      }
      sources[entry.index] = found
    default: return
    }
  }

  /// Enters a lesson in place of the question's earlier one.
  private mutating func learn(_ moved: SkillsMoved, _ entry: Entry, isEstimate: Bool) {
    guard let subject = subjects[moved.question] else { return }
    if let earlier = taught[moved.question] {
      for expert in earlier.experts {
        let rest = (counts[subject]?[expert]?[earlier.index] ?? 1) - 1
        counts[subject, default: [:]][expert, default: [:]][earlier.index] = rest > 0 ? rest : nil
      }
    }
    let experts = moved.lessons.map(\.expert)
    for expert in experts {
      counts[subject, default: [:]][expert, default: [:]][entry.index, default: 0] += 1
    }
    taught[moved.question] = (entry.index, experts)
    entries[entry.index] = (entry.at, isEstimate)
  }
}
