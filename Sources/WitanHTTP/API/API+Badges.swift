import Witan

/// Where badges are looked for.
public struct BadgeLookBody: Codable, Sendable {
  /// The subject.
  public var subject: String

  /// Takes the field as it is.
  public init(subject: String) { self.subject = subject }
}

extension API {
  /// `GET /v1/members/{handle}/badges`: a member's badges.
  static func badges(_ request: Endpoint.Request) async throws -> Reply {
    let badges = try await request.desk.badges(request.caller, of: request.name("handle"))
    return try request.page(of: badges) { $0.id }.reply
  }

  /// `POST /v1/badges`: awards those that are due in a subject.
  static func awardBadges(_ request: Endpoint.Request) async throws -> Reply {
    struct Awarded: Encodable { let items: [BadgeSheet] }
    let subject = try request.body(BadgeLookBody.self).subject
    return try .json(
      Awarded(items: await request.desk.awardBadges(request.caller, in: ID(subject))), status: 201)
  }

  /// `GET /v1/badges/{id}/credential`: a badge as a signed JWT.
  static func credential(_ request: Endpoint.Request) async throws -> Reply {
    let jwt = try await request.desk.credential(request.caller, ID(request.name("id")))
    return .text(jwt, mediaType: "application/vc+jwt")
  }

  /// `GET /v1/badges/keys`: what checks them.
  static func badgeKeys(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.badgeKeys())
  }

  /// `GET /v1/badges/keys/{kid}`: one of these.
  static func badgeKey(_ request: Endpoint.Request) async throws -> Reply {
    let kid = request.name("kid")
    guard let key = try await request.desk.badgeKeys().keys.first(where: { $0.kid == kid }) else {
      throw Refusal.notFound(kind: "key", name: kid)
    }
    return try .json(key)
  }

  /// `GET /v1/badges/revocations`: those that hold no longer.
  static func revocations(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.revocations())
  }
}
