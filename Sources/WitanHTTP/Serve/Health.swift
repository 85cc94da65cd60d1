import Logging
import Witan

/// What machines ask before people do: is it alive, is it ready, what can it do.
enum Health {
  /// `/healthz`, `/readyz`, `/metrics`, `/openapi.json`.
  static let routes = [
    Route(.get, "/healthz", .anybody) { _ in .reply(.text("ok\n")) },
    Route(.get, "/readyz", .anybody) { visit in .reply(await ready(visit)) },
    Route(.get, "/metrics", .roles([.auditor, .steward]), .audit, opensLocally: true) { visit in
      .reply(try await visit.observer.reply())
    },
    Route(.get, "/openapi.json", .anybody) { _ in
      .reply(Reply(body: PackageResources.openapi_json, header: ["Cache-Control": "no-cache"]))
    },
  ]

  /// 200 when the archive answers a read, else 503.
  private static func ready(_ visit: Visit) async -> Reply {
    do {
      _ = try await visit.desk.subjects()
      return .text("ready\n")
    } catch {
      visit.logger.fault("the archive does not answer", error)
      return Problem(Refusal.unavailable(reason: "The archive does not answer.")).reply
    }
  }
}
