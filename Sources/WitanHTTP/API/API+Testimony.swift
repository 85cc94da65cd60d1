import Witan

/// A time stamp's name, as it is listed.
public struct StampName: Codable, Sendable {
  /// The day and the checkpoint's entries: `2026-11-21-45`.
  public let name: String
}

extension API {
  /// `GET /v1/ledger/checkpoint/cosigned`: the last that witnesses have cosigned.
  static func cosignedCheckpoint(_ request: Endpoint.Request) async throws -> Reply {
    .text(try await request.desk.cosignedCheckpoint())
  }

  /// `GET /v1/ledger/stamps`: the names of the time stamps, the earliest first.
  static func stamps(_ request: Endpoint.Request) async throws -> Reply {
    try request.page(of: try request.desk.stampNames().map(StampName.init)) { $0.name }.reply
  }

  /// `GET /v1/ledger/stamps/{name}`: one, with the checkpoint that was stamped.
  static func stamp(_ request: Endpoint.Request) async throws -> Reply {
    try .json(request.desk.stamp(request.name("name")))
  }
}
