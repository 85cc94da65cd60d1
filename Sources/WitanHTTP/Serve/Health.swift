import Logging
import Witan

/// What machines ask before people do: is it alive, is it ready, what can it do.
enum Health {
  /// `/healthz`, `/readyz`, `/metrics`, `/openapi.json`.
  static let routes = [
    Route(.get, "/healthz", .anybody) { visit in
      try plain(visit)
      return .reply(.state("ok\n"))
    },
    Route(.get, "/readyz", .anybody) { visit in
      try plain(visit)
      return .reply(await ready(visit))
    },
    Route(.get, "/metrics", .roles([.auditor, .steward]), .audit, opensLocally: true) { visit in
      try plain(visit)
      return .reply(try await visit.observer.reply())
    },
    Route(.get, "/openapi.json", .anybody) { visit in
      try plain(visit)
      return .reply(
        Reply(body: PackageResources.openapi_json, header: ["Cache-Control": "no-cache"]))
    },
  ]

  /// Refuses any field of the query.
  private static func plain(_ visit: Visit) throws {
    try Endpoint.check(visit.request.query, knows: [])
  }

  /// 200 when the archive answers a read, else 503.
  private static func ready(_ visit: Visit) async -> Reply {
    do {
      _ = try await visit.desk.subjects()
      return .state("ready\n")
    } catch {
      visit.logger.fault("the archive does not answer", error)
      return Problem(Refusal.unavailable(reason: "The archive does not answer.")).reply
    }
  }
}

extension Reply {
  /// How it is now, which nobody keeps.
  fileprivate static func state(_ text: String) -> Reply {
    Reply(
      mediaType: "text/plain; charset=utf-8", body: Array(text.utf8),
      header: ["Cache-Control": "no-store"])
  }
}
