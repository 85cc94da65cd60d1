public import Witan

/// Where the links lead that open something once.
public enum LinkPath {
  /// The page of an invitation.
  public static func join(_ code: String) -> String { "/join/\(code)" }
  /// The page to sign in.
  public static func signIn(_ code: String) -> String { "/sign-in/\(code)" }
}

/// An invitation as it is wanted.
public struct InvitationBody: Codable, Sendable {
  public var roles: [Role]
  /// Subjects to be asked about; needed for experts.
  public var subjects: [String]?
  /// How long it is good for; 7 when absent.
  public var days: Int?

  /// Takes the fields as they are.
  public init(roles: [Role], subjects: [String]?, days: Int?) {
    (self.roles, self.subjects, self.days) = (roles, subjects, days)
  }
}

/// A link that was just made: it is shown this once.
public struct MadeLink: Codable, Sendable {
  /// The invitation's id; nil for a link to sign in with.
  public let id: String?
  /// What opens it.
  public let code: String
  /// Where it leads on this server.
  public let path: String
  public let expiresAt: Instant
}

/// All invitations.
public struct InvitationList: Codable, Sendable {
  public let items: [InvitationSheet]
  /// What to send as `cursor` for the next page; nil at the end.
  public let next: String?
}

/// Who comes by an invitation.
public struct AcceptBody: Codable, Sendable {
  /// The code of the link.
  public var code: String
  public var handle: String
  public var name: String
  public var home: String?
  public var languages: [String]?
  /// An IANA time zone; UTC when absent.
  public var zone: String?

  /// Takes the fields as they are.
  public init(
    code: String, handle: String, name: String, home: String?, languages: [String]?, zone: String?
  ) {
    (self.code, self.handle, self.name) = (code, handle, name)
    (self.home, self.languages, self.zone) = (home, languages, zone)
  }
}

/// Who is to sign in by a link.
public struct SignInLinkBody: Codable, Sendable {
  /// A handle; the caller when absent.
  public var member: String?
  /// How long it is good for; 60 when absent.
  public var minutes: Int?

  /// Takes the fields as they are.
  public init(member: String?, minutes: Int?) { (self.member, self.minutes) = (member, minutes) }
}

/// The caller's sessions.
public struct SessionList: Codable, Sendable {
  public let items: [SessionSheet]
  /// What to send as `cursor` for the next page; nil at the end.
  public let next: String?
}

/// Which session is to end.
public struct SessionBody: Codable, Sendable {
  /// Its id; all when absent.
  public var session: String?

  /// Takes the id as it is.
  public init(session: String?) { self.session = session }
}

/// How many sessions ended.
public struct EndedSessions: Codable, Sendable {
  public let ended: Int
}

extension API {
  /// `GET /v1/invitations`: all invitations.
  static func invitations(_ request: Endpoint.Request) async throws -> Reply {
    try request.page(of: await request.desk.invitations(request.caller)) { $0.id }.reply
  }

  /// `POST /v1/invitations`: invites somebody.
  static func invite(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(InvitationBody.self)
    let new = NewInvitation(
      roles: body.roles, subjects: (body.subjects ?? []).map { ID($0) },
      days: body.days ?? Invitation.usualDays)
    let made = try await request.desk.invite(request.caller, new)
    return try .json(
      MadeLink(
        id: made.sheet.id, code: made.code, path: LinkPath.join(made.code),
        expiresAt: made.sheet.expiresAt), status: 201)
  }

  /// `POST /v1/invitations/{id}/withdraw`: ends one that nobody used.
  static func withdraw(_ request: Endpoint.Request) async throws -> Reply {
    try .json(
      await request.desk.withdraw(request.caller, invitation: request.name("id")))
  }

  /// `POST /v1/invitations/accept`: joins by one.
  static func accept(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(AcceptBody.self)
    let person = MemberBody(
      handle: body.handle, name: body.name, roles: [], subjects: nil, home: body.home,
      languages: body.languages, zone: body.zone, quiet: nil, budget: nil)
    let joined = try await request.desk.accept(
      code: body.code, try person.member(), withToken: true)
    return try .json(
      Joined(handle: body.handle, id: joined.member.id.text, token: joined.token ?? ""),
      status: 201)
  }

  /// `POST /v1/sign-in-links`: makes a link to sign in with.
  static func makeSignInLink(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(SignInLinkBody.self)
    let link = try await request.desk.signInLink(
      request.caller, handle: body.member ?? request.caller.member.handle ?? "",
      minutes: body.minutes ?? SignInLink.usualMinutes)
    return try .json(
      MadeLink(
        id: nil, code: link.code, path: LinkPath.signIn(link.code), expiresAt: link.expiresAt),
      status: 201)
  }

  /// `GET /v1/sessions`: where the caller is signed in.
  static func sessions(_ request: Endpoint.Request) async throws -> Reply {
    try request.page(of: await request.desk.sessions(request.caller)) { $0.id }.reply
  }

  /// `POST /v1/sessions/end`: ends one, or all.
  static func endSessions(_ request: Endpoint.Request) async throws -> Reply {
    let id = try request.body(SessionBody.self).session
    return try .json(
      EndedSessions(ended: await request.desk.endSessions(request.caller, id: id)))
  }
}
