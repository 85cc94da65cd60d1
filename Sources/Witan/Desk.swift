import Ledger

/// START HERE. The desk of one community: every verb that people and programs have.
///
///     ask -> route -> answer -> decide -> record -> audit
///              ^                  |
///              +----- learn <-----+
///
/// Each verb opens one transaction of the archive, reads what it needs, decides by a pure function
/// of the trade's folders, and records the events with all that follows from them. The facets of
/// the desk stand in `Desk/`: founding, asking, answering, reading, clock, audit.
public struct Desk: Sendable {
  let archive: any Archive
  let world: World
  let library: Library
  let lab: any PhotoLab
  /// Who is signed in by a browser; no part of the record.
  let sessionBook: any SessionBook
  /// Who wants to be told of what; no part of the record.
  let notifyBook: any NotifyBook
  /// What was replied under clients' keys; no part of the record.
  package let replyBook: any ReplyBook
  /// What witnesses and time-stamp authorities said; no part of the record.
  let testimony: any TestimonyBook
  /// To whom requests are made on a member's word.
  let outgoing: OutgoingRule
  /// Signs dossiers with the ledger's key.
  let sign: DossierSeal.Signer
  /// Signs badges as credentials.
  let badgeIssuer: any BadgeIssuer
  /// Who was seen and is not yet recorded to have been.
  let presence = Presence()
  /// Who was given which photo and is not yet recorded to have been.
  let viewing = Viewing()
  /// The questions for which time had come in vain.
  let resting = Resting()
  /// Whether what was erased is still to be wiped from beside the archive.
  let wiping = Wiping()
  /// The originals that are being read.
  let originalSeats = OriginalSeats()
  /// Who writes alone for a moment.
  let turn = WritersTurn()
  /// Photos made smaller for pages.
  let thumbnails = Thumbnails()
  /// How the audits of this program ended.
  let audits = AuditMemory()

  /// Opens the desk over a community's archive.
  ///
  /// - Parameter signer: signs dossiers; without one they have no seal.
  public init(
    archive: any Archive, world: World, lab: any PhotoLab,
    sessions: any SessionBook = MemorySessionBook(),
    notices: any NotifyBook = MemoryNotifyBook(), replies: any ReplyBook = MemoryReplyBook(),
    testimony: any TestimonyBook = MemoryTestimonyBook(), outgoing: OutgoingRule = .publicOnly,
    signer: @escaping DossierSeal.Signer = { _, _, _ in nil }, badges: (any BadgeIssuer)? = nil
  ) {
    sessionBook = sessions
    notifyBook = notices
    replyBook = replies
    self.testimony = testimony
    badgeIssuer = badges ?? NoBadgeIssuer()
    self.outgoing = outgoing
    sign = signer
    self.archive = archive
    self.world = world
    self.lab = lab
    library = Library()
  }

  /// The member whom a bearer token belongs to; refuses unknown, revoked and
  /// outlived tokens, and those of members without a role.
  public func caller(token: String) async throws -> Caller {
    guard token.hasPrefix("wt_"), token.utf8.count <= 100 else { throw Refusal.notSignedIn }
    let sha256 = SHA.sha256(Array(token.utf8)).hex
    let now = world.now()
    return try await archive.read { shelf in
      guard let token = try shelf.token(sha256: sha256), token.isGood(at: now),
        let member = try shelf.member(token.member), !member.roles.isEmpty
      else { throw Refusal.notSignedIn }
      presence.see(member)
      return Caller(member: member, scopes: token.scopes, token: sha256)
    }
  }

  /// The caller as they are now, for what goes on for a while; refuses (`notSignedIn`) who has lost
  /// the token or session by which they came, or every role.
  public func current(_ caller: Caller) async throws -> Caller {
    let now = world.now()
    let session = try await session(of: caller)
    guard caller.session == nil || session != nil else { throw Refusal.notSignedIn }
    return try await archive.read { shelf in
      guard try session.map({ try shelf.isGood($0, at: now) }) ?? true else {
        throw Refusal.notSignedIn
      }
      let isGood = try caller.token.map { try shelf.token(sha256: $0)?.isGood(at: now) ?? false }
      guard isGood ?? true, let member = try shelf.member(caller.member.id), !member.roles.isEmpty
      else { throw Refusal.notSignedIn }
      return Caller(
        member: member, scopes: caller.scopes, token: caller.token, session: caller.session)
    }
  }

  /// The member who acts on a data folder that the caller owns: by handle, or the first steward.
  public func caller(handle: String?) async throws -> Caller {
    try await archive.read { shelf in
      if let handle {
        guard let member = try shelf.member(handle: handle) else {
          throw Refusal.notFound(kind: "member", name: handle)
        }
        return Caller(member: member)
      }
      guard let steward = try shelf.members().first(where: { $0.isOne(of: .steward) }) else {
        throw Refusal.notFound(kind: "steward", name: "in this community")
      }
      return Caller(member: steward)
    }
  }

  /// One transaction of somebody who has one of these roles, also when their turn to write comes: a
  /// steward may have changed what they may do meanwhile.
  func record<Result: Sendable>(
    as caller: Caller, _ roles: Role...,
    body: @escaping @Sendable (Journal, Course) throws -> Result
  ) async throws -> Result {
    try caller.needs(anyOf: roles)
    return try await record { journal, course in
      guard let member = try journal.pen.member(caller.member.id) else { throw Refusal.notSignedIn }
      try Caller(member: member).needs(anyOf: roles)
      return try body(journal, course)
    }
  }

  /// One transaction with a journal open in it.
  func record<Result: Sendable>(
    _ body: @escaping @Sendable (Journal, Course) throws -> Result
  ) async throws -> Result {
    let (world, library) = (world, library)
    let (condition, acting) = (Self.condition, Self.acting)
    if condition == nil { await turn.wait() }
    let result = try await archive.write { pen in
      try condition?.check(pen)
      // A clock that was set back must not date an entry before its predecessor.
      let now = max(world.now(), try pen.lastEntryAt() ?? world.now())
      try acting?.check(pen, now: now)
      let journal = Journal(
        pen: pen, community: try pen.community().id, now: now, secret: world.secret)
      let course = Course(
        journal: journal, library: library, seed: world.seed, name: world.name)
      return try body(journal, course)
    }
    acting?.begin()
    return result
  }
}

/// Who asks the desk for something.
public struct Caller: Sendable {
  public let member: Member
  /// What their token is for; nil for everything that the member may do.
  let scopes: [Scope]?
  /// The hash of the token by which they came; nil where they came otherwise.
  let token: String?
  /// The name of the session by which they came; nil where they came otherwise.
  let session: String?

  /// A member, by what they came.
  init(
    member: Member, scopes: [Scope]? = nil, token: String? = nil, session: String? = nil
  ) {
    (self.member, self.scopes) = (member, scopes)
    (self.token, self.session) = (token, session)
  }

  /// Whether they came by the data folder itself, where anybody can be acted as.
  var hasFolder: Bool { token == nil && session == nil }

  /// Refuses a token that is not for this; nil wants one for everything.
  package func needs(_ scope: Scope?) throws(Refusal) {
    guard let scopes else { return }
    guard let scope, scopes.contains(scope) else {
      throw .outOfScope(needed: scope, has: scopes)
    }
  }

  /// Refuses a caller who has none of these roles; where only auditors or stewards may, a token too
  /// that is for neither's work: one to read or to answer by does nothing with what is others'.
  func needs(_ roles: Role...) throws(Refusal) {
    try needs(anyOf: roles)
    let wanted = roles.compactMap(\.scope)
    guard let scopes, wanted.count == roles.count, !wanted.contains(where: scopes.contains) else {
      return
    }
    throw .outOfScope(needed: wanted.min(), has: scopes)
  }

  /// Refuses a caller who has none of these roles.
  package func needs(anyOf roles: [Role]) throws(Refusal) {
    guard !roles.contains(where: member.roles.contains) else { return }
    let names = roles.map(\.rawValue).joined(separator: " or ")
    let lack = roles.count == 1 ? "does not have it" : "has none of them"
    throw .notAllowed(reason: "This needs the role \(names); \(member.shown) \(lack).")
  }
}
