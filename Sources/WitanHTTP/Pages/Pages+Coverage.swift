import HTTPTypes
import Hummingbird
import Witan

extension Pages {
  /// `GET /coverage`: where and when a subject has people, for stewards and auditors.
  func coverage(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let map = try await Self.coverage(caller, visit)
    let view = CoverageView(
      map, promises: try await visit.desk.promiseScore(caller, subject: map.subject),
      subjects: try await visit.desk.subjects())
    return page("coverage", view, title: "Coverage of \(map.title)", who: caller.member)
  }

  /// `GET /coverage.svg`: the same as a picture to be kept. It brings styles of its own, which our
  /// pages may not, so it is saved and not shown.
  func coveragePicture(_ visit: Visit) async throws -> Reply {
    let map = try await Self.coverage(visit.caller(), visit)
    return Reply(
      mediaType: "image/svg+xml; charset=utf-8", body: Array(CoveragePicture(map).svg.utf8),
      header: [
        "Cache-Control": "no-store",
        "Content-Disposition": "attachment; filename=\"coverage-\(map.subject).svg\"",
      ])
  }

  private static func coverage(_ caller: Caller, _ visit: Visit) async throws -> Coverage {
    let query = visit.request.query
    let least = query["least"] ?? "1"
    guard let least = Int(least) else {
      throw Refusal.invalid(field: "least", reason: "it is no whole number")
    }
    return try await visit.desk.coverage(
      caller, subject: query["subject"], least: least,
      scale: Coverage.Scale(named: query["scale"]))
  }
}
