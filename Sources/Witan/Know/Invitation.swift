/// Event: a steward invites somebody who is not known yet. The code of the link is shown once and
/// never kept.
public struct InvitationMade: Codable, Equatable, Sendable {
  /// SHA-256 of the link's code, in hexadecimal.
  public let sha256: String
  /// What whoever comes by it may do; see `MemberJoined`.
  public let roles: [Role]
  public let subjects: [ID<Subject>]
  public let expiresAt: Instant
  public let by: ID<Member>
}

/// Event: an invitation that nobody used ends.
public struct InvitationWithdrawn: Codable, Equatable, Sendable {
  public let sha256: String
  public let by: ID<Member>
}

/// Event: a link was made by which a member signs in once. Whoever has it is that member for us:
/// therefore it is recorded who made it.
public struct SignInLinkMade: Codable, Equatable, Sendable {
  public let member: ID<Member>
  /// SHA-256 of the link's code, in hexadecimal.
  public let sha256: String
  public let expiresAt: Instant
  public let by: ID<Member>
}

/// An invitation as it is kept: by the hash of its code.
public struct Invitation: Codable, Equatable, Sendable {
  public let sha256: String
  public let roles: [Role]
  public let subjects: [ID<Subject>]
  public let by: ID<Member>
  public let madeAt: Instant
  public let expiresAt: Instant
  public var withdrawnAt: Instant?
  /// Who came by it.
  public var member: ID<Member>?

  /// How long one is good for when nobody says, and at most.
  public static let usualDays = 7
  public static let longestDays = 90
  /// How many may be open at a time.
  static let limit = 500

  /// What became of an invitation.
  public enum State: String, Codable, Sendable {
    case open, accepted, withdrawn, over
  }

  /// What became of it by an instant.
  func state(at now: Instant) -> State {
    if member != nil { return .accepted }
    if withdrawnAt != nil { return .withdrawn }
    return now < expiresAt ? .open : .over
  }

  /// Whether somebody may come by it: once, in time, and while who made it is a steward.
  func isOpen(at now: Instant, madeBy steward: Member?) -> Bool {
    state(at: now) == .open && steward?.isOne(of: .steward) == true
  }

  /// The name by which stewards speak of it, of which the code cannot be guessed.
  var name: String { "i-\(sha256.prefix(16))" }
}

/// An invitation as it is wanted.
public struct NewInvitation: Sendable {
  public var roles: [Role]
  public var subjects: [ID<Subject>]
  /// How long it is good for.
  public var days: Int

  /// Takes the wish as it is; `made` refuses what cannot be.
  public init(roles: [Role], subjects: [ID<Subject>] = [], days: Int = Invitation.usualDays) {
    (self.roles, self.subjects, self.days) = (roles, subjects, days)
  }

  /// Decides whether there may be this invitation.
  ///
  /// Refuses no role, roles and subjects that do not go together, a life of no or too many days,
  /// and one more where `count` are open.
  func made(
    sha256: String, by steward: ID<Member>, now: Instant, knownSubjects: [ID<Subject>],
    beside count: Int
  ) throws(Refusal) -> InvitationMade {
    guard !roles.isEmpty else {
      throw .invalid(
        field: "roles", reason: "at least one of asker, expert, auditor, steward is needed")
    }
    let subjects = roles.contains(.expert) ? self.subjects : []
    try Member.check(roles, subjects, isPerson: true, knownSubjects: knownSubjects)
    guard (1...Invitation.longestDays).contains(days) else {
      throw .invalid(field: "days", reason: "1 to \(Invitation.longestDays) are possible")
    }
    guard count < Invitation.limit else {
      throw .conflict(
        .limitReached,
        reason: "\(Invitation.limit) invitations are open; withdraw one that is not needed.")
    }
    return InvitationMade(
      sha256: sha256, roles: Set(roles).sorted(), subjects: Set(subjects).sorted(),
      expiresAt: now.adding(seconds: days * 86_400), by: steward)
  }
}

/// An invitation as stewards, and who opens its link, see it.
public struct InvitationSheet: Codable, Equatable, Sendable {
  public let id: String
  public let roles: [Role]
  public let subjects: [String]
  /// Who made it: a handle.
  public let by: String
  public let madeAt: Instant
  public let expiresAt: Instant
  public let state: Invitation.State
  /// Who came by it; nil for nobody.
  public let member: String?

  /// An invitation as it stands now.
  init(_ invitation: Invitation, by handle: String, member: String?, now: Instant) {
    (id, roles, by) = (invitation.name, invitation.roles, handle)
    (subjects, self.member) = (invitation.subjects.map(\.text), member)
    (madeAt, expiresAt) = (invitation.madeAt, invitation.expiresAt)
    state = invitation.state(at: now)
  }
}
