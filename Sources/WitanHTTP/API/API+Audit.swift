import Witan

/// Where a backup was written.
public struct BackupSheet: Codable, Sendable {
  /// The file, beside the community's own.
  public let path: String
}

extension API {
  static func history(_ request: Endpoint.Request) async throws -> Reply {
    struct History: Encodable { let items: [HistoryLine] }
    return try .json(
      History(items: await request.desk.history(request.caller, ID(request.name("id")))))
  }

  static func explain(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.explain(request.caller, ID(request.name("id"))))
  }

  static func verify(_ request: Endpoint.Request) async throws -> Reply {
    struct Body: Decodable { let against: String? }
    let older = try request.body(Body.self).against
    return try .json(
      await request.desk.verify(
        request.caller, against: older, progress: request.call.progress ?? { _, _ in }))
  }

  static func backup(_ request: Endpoint.Request) async throws -> Reply {
    struct Body: Decodable { let path: String? }
    let path = try await request.desk.backup(
      request.caller, named: request.body(Body.self).path)
    return try .json(BackupSheet(path: path), status: 201)
  }

  static func checkpoint(_ request: Endpoint.Request) async throws -> Reply {
    .text(try await request.desk.checkpoint())
  }

  static func proof(_ request: Endpoint.Request) async throws -> Reply {
    guard let index = Int(request.name("index")) else {
      throw Refusal.invalid(field: "index", reason: "it is no whole number")
    }
    return .text(try await request.desk.prove(index: index))
  }

  static func consistency(_ request: Endpoint.Request) async throws -> Reply {
    guard let from = try request.number("from") else {
      throw Refusal.invalid(field: "from", reason: "it is missing")
    }
    return try .json(
      await request.desk.proveConsistency(from: from, to: request.number("to")))
  }
}
