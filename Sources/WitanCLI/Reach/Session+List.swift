import Foundation
import WitanHTTP

extension Session {
  /// All of a list, page after page, as one reply: the API gives no more than a page at a time.
  func all(_ path: String, query: [String: String] = [:]) async throws -> Reply {
    let query = query.merging(["limit": "500"]) { $1 }
    let first = try await call(Call(.get, path, query: query))
    var page = try Self.object(first)
    guard page["next"] != nil else { return first }
    var items: [Any] = []
    for _ in 0..<Self.pageLimit {
      items += page["items"] as? [Any] ?? []
      guard let next = page["next"] as? String else {
        let whole = try JSONSerialization.data(
          withJSONObject: ["items": items], options: [.sortedKeys, .withoutEscapingSlashes])
        return Reply(body: Array(whole))
      }
      page = try Self.object(
        try await call(Call(.get, path, query: query.merging(["cursor": next]) { $1 })))
    }
    throw Failure(.unavailable, "The list at \(path) does not end.", code: "unavailable")
  }

  private static func object(_ reply: Reply) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any] ?? [:]
  }

  /// Half a million items.
  private static let pageLimit = 1_000
}
