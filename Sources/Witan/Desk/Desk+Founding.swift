import Ledger

extension Desk {
  /// Begins a community in an empty archive, with its first steward.
  ///
  /// - Parameters:
  ///   - origin: the ledger's name in its checkpoints, a host-like name of our own.
  ///   - verifierKey: the key that checks them (C2SP signed-note).
  /// - Returns: the steward and a token for them, shown once.
  public func found(
    _ id: ID<Community>, title: String, origin: String, verifierKey: String, steward: NewMember
  ) async throws -> (member: Member, token: String) {
    guard (1...200).contains(title.utf8.count), title.isFreeOfControls else {
      throw Refusal.invalid(field: "title", reason: "1 to 200 bytes on one line are needed")
    }
    guard (try? NoteVerifier(verifierKey))?.name == origin else {
      throw Refusal.invalid(
        field: "origin", reason: "the verifier key must be a key of that name (C2SP signed-note)")
    }
    guard steward.roles.contains(.steward) else {
      throw Refusal.invalid(field: "roles", reason: "the first member must be a steward")
    }
    let world = world
    let token = world.token()
    let name = ID<Member>(world.name("m"))
    let member = try await archive.write { pen in
      guard try pen.ledgerSize() == 0 else {
        throw Refusal.exists(kind: "community", name: try pen.community().title)
      }
      let journal = Journal(pen: pen, community: id, now: world.now(), secret: world.secret)
      try journal.record(
        .communityFounded(
          CommunityFounded(community: id, title: title, origin: origin, verifierKey: verifierKey)),
        by: nil)
      try journal.record(.ruleAdopted(RuleAdopted(rule: .first)), by: nil)
      let member = try journal.join(steward, as: name, by: nil)
      try journal.issue(token, NewToken(label: "first"), to: member, by: nil)
      return member
    }
    return (member, token)
  }

  /// Defines a subject, with a taxonomy or for questions that bring their own options.
  public func defineSubject(
    _ caller: Caller, id: String, title: String, taxonomy csv: [UInt8]?
  ) async throws -> Subject {
    try caller.needs(.steward)
    let kept = try csv.map { csv in
      (sha256: SHA.sha256(csv).hex, taxa: try Taxonomy(csv: csv).taxa.count)
    }
    let fact = try Subject.defined(id, title: title, taxonomy: kept)
    return try await record { journal, _ in
      if let earlier = try journal.pen.subject(fact.subject) {
        let isSame = earlier.title == fact.title && earlier.taxonomy == fact.taxonomy
        guard !isSame else { return earlier }
        guard (earlier.taxonomy == nil) == (fact.taxonomy == nil) else {
          throw Refusal.conflict(
            .otherSubject,
            reason: "A subject cannot change between a taxonomy and questions' own options.")
        }
        throw Refusal.exists(kind: "subject", name: id)
      }
      if let csv, let kept { try journal.pen.attach(Library.attachment(kept.sha256), csv) }
      try journal.record(.subjectDefined(fact), by: caller.member.id)
      guard let subject = try journal.pen.subject(fact.subject) else {
        throw Refusal.unavailable(reason: "The subject was not kept.")
      }
      return subject
    }
  }

  /// Adds a member and makes a first token for them, shown once.
  ///
  /// - Parameter scopes: what the token is for; nil for everything, which no program may have.
  public func join(
    _ caller: Caller, _ person: NewMember, scopes: [Scope]? = nil
  ) async throws -> (member: Member, token: String) {
    try caller.needs(.steward)
    let (token, name) = (world.token(), ID<Member>(world.name("m")))
    let member = try await record { journal, _ in
      let member = try journal.join(person, as: name, by: caller.member.id)
      let new = NewToken(label: "first", scopes: scopes)
      try journal.issue(token, new, to: member, by: caller.member.id)
      return member
    }
    return (member, token)
  }

  /// All subjects.
  public func subjects() async throws -> [Subject] {
    try await archive.read { try $0.subjects() }
  }
}

extension Journal {
  /// Records that somebody joined.
  ///
  /// - Parameter invitation: the hash of the code by which they came; nil where a steward adds
  ///   them.
  func join(
    _ person: NewMember, as name: ID<Member>, by steward: ID<Member>?, invitation: String? = nil
  ) throws -> Member {
    guard try pen.member(name) == nil else { throw Refusal.nameDrawnTwice }
    // Whoever founds the community names its first stewards.
    let isFounding = steward == nil && invitation == nil
    if person.roles.contains(.steward), !isFounding { try pen.needsOneSteward() }
    let joined = try person.joined(
      as: name, handle: seal("handle", person.handle), name: seal("name", person.name),
      isTaken: pen.member(handle: person.handle) != nil,
      knownSubjects: pen.subjects().map(\.id), invitation: invitation)
    try record(.memberJoined(joined), by: steward)
    guard let member = try pen.member(name) else {
      throw Refusal.unavailable(reason: "The member was not kept.")
    }
    return member
  }
}
