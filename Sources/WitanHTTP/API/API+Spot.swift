import Witan

/// What an exact spot is wanted for.
public struct SpotBody: Codable, Sendable {
  /// The reason; it is recorded.
  public let ground: String

  /// Takes the reason as it is.
  public init(ground: String) { self.ground = ground }
}

extension API {
  /// `POST /v1/questions/{id}/spot`: the exact spot, for an auditor with a reason.
  static func spot(_ request: Endpoint.Request) async throws -> Reply {
    let ground = try request.body(SpotBody.self).ground
    return try .json(
      await request.desk.spot(request.caller, ID(request.name("id")), ground: ground))
  }
}
