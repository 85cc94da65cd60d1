public import Witan

/// A token as it is asked for.
public struct TokenBody: Codable, Sendable {
  /// A handle; the caller when absent.
  public var member: String?
  /// What it is for, in the owner's words; `token` when absent.
  public var label: String?
  /// What it may be used for; everything when absent.
  public var scopes: [Scope]?
  /// How long it is good for; 365 when absent.
  public var days: Int?

  /// Takes the fields as they are.
  public init(member: String?, label: String?, scopes: [Scope]?, days: Int?) {
    (self.member, self.label, self.scopes, self.days) = (member, label, scopes, days)
  }
}

/// A token that was just made: it is shown this once.
public struct IssuedToken: Codable, Sendable {
  public let token: String
  public let id: String
  public let scopes: [Scope]?
  public let expiresAt: Instant?
}

/// The tokens of a member.
public struct TokenList: Codable, Sendable {
  public let items: [TokenSheet]
  /// What to send as `cursor` for the next page; nil at the end.
  public let next: String?
}

/// What a member may do, as it is sent.
public struct RolesBody: Codable, Sendable {
  /// None at all for a member who is out.
  public var roles: [Role]
  /// Subjects to be asked about; those they have when absent.
  public var subjects: [String]?

  /// Takes the fields as they are.
  public init(roles: [Role], subjects: [String]?) {
    (self.roles, self.subjects) = (roles, subjects)
  }
}

extension API {
  /// `GET /v1/tokens`: the caller's tokens, or those of `member`.
  static func tokens(_ request: Endpoint.Request) async throws -> Reply {
    let handle = try request.call.query["member"] ?? request.caller.member.handle ?? ""
    return try request.page(of: await request.desk.tokens(request.caller, handle: handle)) {
      $0.id
    }.reply
  }

  /// `POST /v1/tokens`: makes another token.
  static func issueToken(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(TokenBody.self)
    let issued = try await request.desk.issueToken(
      request.caller, handle: body.member ?? request.caller.member.handle ?? "",
      label: body.label ?? "token", scopes: body.scopes, days: body.days ?? Token.usualDays)
    return try .json(
      IssuedToken(
        token: issued.token, id: issued.sheet.id, scopes: issued.sheet.scopes,
        expiresAt: issued.sheet.expiresAt), status: 201)
  }

  /// `POST /v1/tokens/{id}/revoke`: ends a token.
  static func revokeToken(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.revokeToken(request.caller, named: request.name("id")))
  }

  /// `PUT /v1/members/{handle}/roles`: changes what a member may do.
  static func setRoles(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(RolesBody.self)
    return try .json(
      await request.desk.setRoles(
        request.caller, handle: request.name("handle"), body.roles,
        subjects: body.subjects?.map { ID($0) }))
  }
}
