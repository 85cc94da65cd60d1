/// What a member may do. One member may have several roles.
public enum Role: String, Choice, Comparable {
  /// Asks questions and reads their verdicts.
  case asker
  /// Is asked, and answers.
  case expert
  /// Reads all of the record, changes nothing.
  case auditor
  /// Runs the community: members, subjects, outcomes.
  case steward

  /// Alphabetical, so that lists of roles have one spelling.
  public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}

/// A person (or program) of the community, as the events so far describe them.
///
/// Handle and name are personal: they stand in the ledger as commitments only, and here until they
/// are erased.
public struct Member: Codable, Equatable, Sendable {
  /// The member's name in the ledger.
  public let id: ID<Member>
  /// What people type; unique; `[a-z0-9-]`, 2 to 32 characters. Nil after erasure.
  public var handle: String?
  /// What people read. Nil after erasure.
  public var name: String?
  /// In alphabetical order, each once.
  public var roles: [Role]
  /// The subjects an expert may be asked about, in order.
  public var subjects: [ID<Subject>]
  /// Where the member lives, if told.
  public var home: Place?
  /// BCP 47 language tags.
  public var languages: [String]
  /// When and how often the member may be asked.
  public var availability: Availability
  /// When the member joined.
  public let joinedAt: Instant
  /// A household, clinic or shared account: people of one are not asked together, nor about each
  /// other's questions. Nil for nobody else's.
  public var group: String?
  /// True for a program, which has no answers and no weight, and tokens of named scopes only; nil
  /// for a person.
  public var isProgram: Bool?
  /// A change of roles that waits for another steward; nil for none.
  public var proposal: RolesProposed?

  /// Whether it is a person.
  public var isPerson: Bool { isProgram != true }

  /// Whether the member has one of these roles.
  public func isOne(of wanted: Role...) -> Bool { roles.contains { wanted.contains($0) } }

  /// The name as shown: name, else handle, else the ledger's name.
  public var shown: String { name ?? handle ?? id.text }
}

extension Member {
  /// An expert of a recorded study, always awake.
  package init(
    recorded id: ID<Member>, subject: ID<Subject>, home: Place?, at instant: Instant
  ) {
    self.init(
      id: id, handle: nil, name: nil, roles: [.expert], subjects: [subject], home: home,
      languages: [], availability: .always, joinedAt: instant)
  }
}

extension Member {
  /// An expert made up for a timing.
  package init(
    timed id: ID<Member>, subject: ID<Subject>, home: Place, availability: Availability,
    languages: [String] = [], group: String? = nil
  ) {
    self.init(
      recorded: id, subject: subject, home: home, at: Instant(milliseconds: 0))
    (self.availability, self.languages, self.group) = (availability, languages, group)
  }
}

/// A new member, as a steward describes them.
public struct NewMember: Sendable {
  /// See `Member`, whose words these are.
  public var handle: String
  public var name: String
  public var roles: [Role]
  public var subjects: [ID<Subject>]
  public var home: Place?
  public var languages: [String]
  public var availability: Availability
  public var group: String?
  public var isProgram: Bool

  /// Takes the description as it is; `join` refuses what is malformed.
  public init(
    handle: String, name: String, roles: [Role], subjects: [ID<Subject>] = [], home: Place? = nil,
    languages: [String] = [], availability: Availability = .always, group: String? = nil,
    isProgram: Bool = false
  ) {
    self.group = group
    self.isProgram = isProgram
    self.handle = handle
    self.name = name
    self.roles = roles
    self.subjects = subjects
    self.home = home
    self.languages = languages
    self.availability = availability
  }
}

/// Event: somebody joined. Handle and name are commitments (`Record/Payload`).
public struct MemberJoined: Codable, Equatable, Sendable {
  public let member: ID<Member>
  public let handle: Commitment
  public let name: Commitment
  public let roles: [Role]
  public let subjects: [ID<Subject>]
  public let home: Place?
  public let languages: [String]
  public let availability: Availability
  public let group: String?
  /// True for a program; nil for a person.
  public let isProgram: Bool?
  /// The invitation by which they came, as the hash of its code; nil where a steward added them.
  public let invitation: String?
}

extension NewMember {
  /// Decides whether this person may join: the pure part of `member add`.
  ///
  /// Refuses a malformed handle, no role or one that no program may have, a handle that is taken,
  /// subjects that do not exist.
  public func joined(
    as member: ID<Member>, handle sealedHandle: Commitment, name sealedName: Commitment,
    isTaken: Bool, knownSubjects: [ID<Subject>], invitation: String? = nil
  ) throws(Refusal) -> MemberJoined {
    guard Member.isHandle(handle) else {
      throw .invalid(
        field: "handle", reason: "2 to 32 of a-z, 0-9 and -, beginning with a letter")
    }
    guard (1...200).contains(name.utf8.count), name.isPlainName else {
      throw .invalid(
        field: "name",
        reason: "1 to 200 bytes on one line are needed, of letters that can be seen"
          + " and of one alphabet a word")
    }
    guard !roles.isEmpty else {
      throw .invalid(
        field: "roles", reason: "at least one of asker, expert, auditor, steward is needed")
    }
    try Member.check(roles, subjects, isPerson: !isProgram, knownSubjects: knownSubjects)
    for language in languages where !Member.isLanguage(language) {
      throw .invalid(field: "languages", reason: "\"\(language)\" is no BCP 47 tag")
    }
    try availability.check()
    if let group, !Member.isHandle(group) {
      throw .invalid(field: "group", reason: "2 to 32 of a-z, 0-9 and -, beginning with a letter")
    }
    guard !isTaken else { throw .exists(kind: "handle", name: handle) }
    return MemberJoined(
      member: member, handle: sealedHandle, name: sealedName, roles: Set(roles).sorted(),
      subjects: Set(subjects).sorted(), home: home, languages: languages,
      availability: availability, group: group, isProgram: isProgram ? true : nil,
      invitation: invitation)
  }
}

extension Member {
  /// Whether a text has the form of a BCP 47 tag.
  static func isLanguage(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 45, omittingEmptySubsequences: false)
    return (2...35).contains(text.utf8.count)
      && parts.allSatisfy { part in
        (1...8).contains(part.count)
          && part.allSatisfy { (48...57).contains($0) || (97...122).contains($0 | 32) }
      }
  }

  /// Whether a text may be a handle.
  static func isHandle(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (2...32).contains(bytes.count), let first = bytes.first else { return false }
    return (97...122).contains(first)
      && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }
}

extension String {
  /// Whether it has no control characters, line breaks included, and none that turn the direction
  /// of the text around it (Unicode UAX 9: embeddings, overrides, isolates).
  var isFreeOfControls: Bool {
    unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control && !(0x202A...0x202E).contains($0.value)
        && !(0x2066...0x2069).contains($0.value)
    }
  }
}
