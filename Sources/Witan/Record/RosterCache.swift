import Ledger

/// The rosters of a community's subjects, each as of some size of the ledger, brought up to date by
/// what was recorded since.
///
/// A transaction that was undone leaves a roster ahead of the record; then the hash of the entry up
/// to which it was read is not the record's, and it is read anew.
struct RosterCache {
  private var rosters: [ID<Subject>: Dated] = [:]

  /// A roster and up to which entry it goes.
  private struct Dated {
    var roster: Roster
    var size: Int
    var last: TreeHash?
  }

  /// When more entries were recorded since, everything is read anew.
  private static let catchUpLimit = 5_000

  /// Gives the roster of a subject as the record has it to a body that may use it.
  mutating func use<Result>(
    _ subject: ID<Subject>, rule: Rule, on shelf: any Shelf,
    _ body: (inout Roster) throws -> Result
  ) throws -> Result {
    let size = try shelf.ledgerSize()
    // A reader of an earlier state, who records nothing, may know what was recorded since: to read
    // all anew for the reader and then again for the writer would cost far more than it tells.
    if !(shelf is any Pen), var newer = rosters.removeValue(forKey: subject) {
      defer { rosters[subject] = newer }
      if newer.size > size { return try body(&newer.roster) }
    }
    var dated = try current(subject, size: size, on: shelf) ?? read(subject, rule: rule, shelf)
    // Taken out meanwhile, so that it is changed where it stands.
    rosters[subject] = nil
    defer {
      dated.size = size
      rosters[subject] = dated
    }
    dated.last = size > 0 ? try shelf.node(NodePlace(level: 0, index: size - 1)) : nil
    return try body(&dated.roster)
  }

  /// The roster brought up to date; nil where it must be read anew.
  private mutating func current(
    _ subject: ID<Subject>, size: Int, on shelf: any Shelf
  ) throws -> Dated? {
    guard var dated = rosters.removeValue(forKey: subject), dated.size <= size,
      size - dated.size <= Self.catchUpLimit,
      try dated.size == 0
        || shelf.node(NodePlace(level: 0, index: dated.size - 1)) == dated.last
    else { return nil }
    var touched: Set<ID<Member>> = []
    // The last entry once more: an auditor looks after it was appended and before it was applied.
    for bytes in try shelf.entries(max(0, dated.size - 1)..<size) {
      let event = try Entry(bytes: bytes).event
      // A roster is kept by the rule it was read with.
      if case .ruleAdopted = event { return nil }
      touched.formUnion(try event.experts(on: shelf))
      if case .skillsEstimated(let fact) = event, fact.subject == subject {
        for skill in try shelf.skills(subject) { dated.roster.put(skill) }
      }
    }
    for expert in touched.sorted() { try put(expert, subject, &dated.roster, shelf) }
    return dated
  }

  /// The roster as the record has it, read whole.
  private func read(_ subject: ID<Subject>, rule: Rule, _ shelf: any Shelf) throws -> Dated {
    var roster = Roster(subject: subject, rule: rule)
    let skills = Dictionary(
      try shelf.skills(subject).map { ($0.expert, $0) }, uniquingKeysWith: { $1 })
    let loads = Dictionary(
      try shelf.loads().map { ($0.expert, $0) }, uniquingKeysWith: { $1 })
    let rhythms = Dictionary(
      try shelf.rhythms().map { ($0.expert, $0) }, uniquingKeysWith: { $1 })
    for member in try shelf.members() where member.isExpert(in: subject) {
      roster.put(
        member, load: loads[member.id] ?? Load(expert: member.id),
        rhythm: rhythms[member.id] ?? Rhythm(expert: member.id),
        skill: skills[member.id] ?? Skill(subject: subject, expert: member.id))
    }
    return Dated(roster: roster, size: 0, last: nil)
  }

  private func put(
    _ expert: ID<Member>, _ subject: ID<Subject>, _ roster: inout Roster, _ shelf: any Shelf
  ) throws {
    guard let member = try shelf.member(expert), member.isExpert(in: subject) else {
      return roster.remove(expert)
    }
    roster.put(
      member, load: try shelf.load(expert), rhythm: try shelf.rhythm(expert),
      skill: try shelf.skill(subject, expert))
  }
}

extension Event {
  /// The members of whom an event may have changed what a roster holds.
  func experts(on shelf: any Shelf) throws -> [ID<Member>] {
    switch self {
    case .memberJoined(let fact): [fact.member]
    case .membersSeen(let fact): fact.members
    case .availabilitySet(let fact): [fact.member]
    case .languagesSet(let fact): [fact.member]
    case .groupSet(let fact): [fact.member]
    case .erased(let fact): [fact.member]
    case .rolesSet(let fact): [fact.member]
    case .skillsMoved(let fact): fact.lessons.map(\.expert)
    default: try question.map { try asked($0, shelf) } ?? []
    }
  }

  private func asked(_ question: ID<Question>, _ shelf: any Shelf) throws -> [ID<Member>] {
    try shelf.assignments(of: question).map(\.expert)
  }
}
