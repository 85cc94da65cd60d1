public import Witan

/// By which accounts elsewhere a member is to sign in.
public struct IdentitiesBody: Codable, Sendable {
  /// All of them; none for none.
  public var identities: [Identity]

  /// Takes the list as it is.
  public init(identities: [Identity]) { self.identities = identities }
}

extension API {
  /// `GET /v1/members/{handle}/identities`: by which accounts elsewhere a member signs in.
  static func identities(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.identities(request.caller, handle: request.name("handle")))
  }

  /// `PUT /v1/members/{handle}/identities`: sets that.
  static func setIdentities(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(IdentitiesBody.self)
    let identities = try body.identities.map {
      try Identity(issuer: $0.issuer, subject: $0.subject)
    }
    return try .json(
      await request.desk.setIdentities(
        request.caller, handle: request.name("handle"), identities))
  }
}
