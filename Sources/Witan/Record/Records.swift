import Ledger

/// Typed reading of what the record holds.
extension Shelf {
  /// The one value of a kind under a key.
  func value<Value: Decodable>(
    _ kind: RecordKind, _ key: String, as type: Value.Type
  ) throws -> Value? {
    try record(kind, key).map { try Canonical.value(type, $0) }
  }

  /// All values that a filter lets through.
  func values<Value: Decodable>(
    _ kind: RecordKind, _ filter: RecordFilter, as type: Value.Type
  ) throws -> [Value] {
    try records(kind, filter).map { try Canonical.value(type, $0.body) }
  }

  /// The community; throws before it was founded.
  public func community() throws -> Community {
    guard let bytes = try record(.community, "community") else {
      throw Refusal.notFound(kind: "community", name: "in this archive")
    }
    return try CommunitiesRead.value(bytes)
  }

  /// The rule in force.
  public func rule() throws -> Rule { try community().rule ?? .first }

  /// A member by the ledger's name.
  public func member(_ id: ID<Member>) throws -> Member? {
    try value(.member, id.text, as: Member.self)
  }

  /// A member by handle.
  public func member(handle: String) throws -> Member? {
    try values(.member, RecordFilter(.equal(field: "handle", to: handle)), as: Member.self).first
  }

  /// All members in the order of their names.
  public func members() throws -> [Member] {
    try values(.member, RecordFilter(), as: Member.self)
  }

  /// The names of all stewards.
  func stewards() throws -> [ID<Member>] {
    try members().filter { $0.isOne(of: .steward) }.map(\.id)
  }

  /// Refuses (`stewardTakesTwo`) where there are two stewards or more.
  func needsOneSteward() throws {
    guard try stewards().count < 2 else { throw Refusal.stewardTakesTwo }
  }

  /// All tokens of a member, good or not.
  func tokens(of member: ID<Member>) throws -> [Token] {
    try values(.token, RecordFilter(.equal(field: "member", to: member.text)), as: Token.self)
  }

  /// A token by the name that people give it.
  func token(named name: String) throws -> Token? {
    guard let start = Token.hashStart(name) else { return nil }
    let found = try values(.token, RecordFilter(after: start, limit: 1), as: Token.self).first
    return found?.sha256.hasPrefix(start) == true ? found : nil
  }

  /// A token by the SHA-256 of its text.
  public func token(sha256: String) throws -> Token? {
    try value(.token, sha256, as: Token.self)
  }

  /// A subject by its name.
  public func subject(_ id: ID<Subject>) throws -> Subject? {
    try value(.subject, id.text, as: Subject.self)
  }

  /// All subjects.
  public func subjects() throws -> [Subject] {
    try values(.subject, RecordFilter(), as: Subject.self)
  }

  /// A question by its name.
  public func question(_ id: ID<Question>) throws -> Question? {
    try value(.question, id.text, as: Question.self)
  }

  /// Questions, as a filter says.
  public func questions(_ filter: RecordFilter) throws -> [Question] {
    try values(.question, filter, as: Question.self)
  }

  /// All assignments of a question, in the order in which they were offered.
  public func assignments(of question: ID<Question>) throws -> [Assignment] {
    try values(
      .assignment, RecordFilter(.equal(field: "question", to: question.text)), as: Assignment.self
    ).sorted { ($0.offeredAt, $0.number) < ($1.offeredAt, $1.number) }
  }

  /// What awaits an expert's answer, the first offered first.
  public func pending(for expert: ID<Member>) throws -> [Assignment] {
    try values(
      .assignment, RecordFilter(.equal(field: "pendingFor", to: expert.text)), as: Assignment.self
    ).sorted { ($0.offeredAt, $0.id) < ($1.offeredAt, $1.id) }
  }

  /// All answers to a question, in the order in which they came.
  public func answers(to question: ID<Question>) throws -> [Answer] {
    try values(
      .answer, RecordFilter(.equal(field: "question", to: question.text)), as: Answer.self
    ).sorted { ($0.givenAt, $0.number) < ($1.givenAt, $1.number) }
  }

  /// One version of a question's consensus.
  public func consensus(_ question: ID<Question>, version: Int) throws -> Consensus? {
    try value(.consensus, Consensus.key(question, version: version), as: Consensus.self)
  }

  /// A question's established truth.
  public func outcome(_ question: ID<Question>) throws -> Outcome? {
    try value(.outcome, question.text, as: Outcome.self)
  }

  /// What an expert has proved in a subject; an empty record for a newcomer.
  public func skill(_ subject: ID<Subject>, _ expert: ID<Member>) throws -> Skill {
    try value(.skill, Skill.key(subject, expert), as: Skill.self)
      ?? Skill(subject: subject, expert: expert)
  }

  /// What all experts have proved in a subject, in the order of their names.
  func skills(_ subject: ID<Subject>) throws -> [Skill] {
    try values(.skill, RecordFilter(.equal(field: "subject", to: subject.text)), as: Skill.self)
  }

  /// What was found in each region, in the order of the regions.
  func sightings(_ subject: ID<Subject>) throws -> [Sightings] {
    try values(
      .sightings, RecordFilter(.equal(field: "subject", to: subject.text)), as: Sightings.self)
  }

  /// What was found in one region.
  func sightings(_ subject: ID<Subject>, region: String) throws -> Sightings {
    try value(.sightings, Sightings.key(subject, region), as: Sightings.self)
      ?? Sightings(subject: subject, region: region)
  }

  /// How far a subject's record has come.
  public func progress(_ subject: ID<Subject>) throws -> Progress {
    try value(.progress, subject.text, as: Progress.self) ?? Progress(subject: subject)
  }

  /// What is asked of an expert just now.
  public func load(_ expert: ID<Member>) throws -> Load {
    try value(.load, expert.text, as: Load.self) ?? Load(expert: expert)
  }

  /// What is asked of each expert of whom anything ever was.
  func loads() throws -> [Load] { try values(.load, RecordFilter(), as: Load.self) }

  /// The groups of those to whom these assignments are.
  func groups(of assignments: [Assignment]) throws -> Set<String> {
    Set(try assignments.compactMap { try member($0.expert)?.group })
  }

  /// When, how often and how fast an expert responds.
  public func rhythm(_ expert: ID<Member>) throws -> Rhythm {
    try value(.rhythm, expert.text, as: Rhythm.self) ?? Rhythm(expert: expert)
  }

  /// The same of each expert to whom anything was offered.
  func rhythms() throws -> [Rhythm] { try values(.rhythm, RecordFilter(), as: Rhythm.self) }

  /// The places of a question's entries in the ledger, ascending.
  func places(of question: ID<Question>) throws -> [Int] {
    try values(
      .trace, RecordFilter(.equal(field: "question", to: question.text)), as: Trace.self
    ).map(\.index)
  }

  /// A question's entries, in the order in which they happened.
  public func trace(of question: ID<Question>) throws -> [Entry] {
    try places(of: question).flatMap { try entries($0..<$0 + 1) }.map(Entry.init(bytes:))
  }

  /// Those of its entries that are of these kinds, in order; others are not read.
  func trace(of question: ID<Question>, kinds: Set<String>) throws -> [Entry] {
    try places(of: question).flatMap { try entries($0..<$0 + 1) }
      .filter { kinds.contains(Entry.kind(of: $0)) }.map(Entry.init(bytes:))
  }

  /// When the last entry was recorded; nil for an empty ledger.
  func lastEntryAt() throws -> Instant? {
    let size = try ledgerSize()
    guard let bytes = try entries(max(0, size - 1)..<size).first,
      case .string(let text)? = try JSON(parsing: bytes)["at"]
    else { return nil }
    return Instant(text)
  }

  /// What a question has taught; nil for nothing yet.
  func lessons(of question: ID<Question>) throws -> SkillsMoved? {
    try value(.lessons, question.text, as: SkillsMoved.self)
  }

  /// The text of a kept disclosure; nil when erased.
  func revealed(_ commitment: Commitment?) throws -> String? {
    guard let commitment, let encoded = try payload(commitment.digest),
      case .string(let text) = try Disclosure(encoded: encoded).value
    else { return nil }
    return text
  }
}

extension Assignment {
  /// The number within its question.
  var number: Int { Int(id.text.split(separator: "-").last ?? "") ?? 0 }
}

extension Answer {
  /// The number within its question.
  var number: Int { Int(id.text.split(separator: "-").last ?? "") ?? 0 }
}
