import Witan

extension API {
  /// `GET /v1/questions/{id}/dossier`: all its evidence in one zip file.
  static func dossier(_ request: Endpoint.Request) async throws -> Reply {
    let id = request.name("id")
    let dossier = try await request.desk.dossier(
      request.caller, ID(id), isWhole: request.flag("whole"))
    return Reply(
      mediaType: "application/zip",
      body: try DossierPress().zip(dossier) { request.desk.seal(dossier, sums: $0) },
      header: [
        "Cache-Control": "no-store",
        "Content-Disposition": "attachment; filename=\"\(dossier.question.text).zip\"",
      ])
  }

  /// `GET /v1/questions/{id}/provenance`: where everything in it came from.
  static func provenance(_ request: Endpoint.Request) async throws -> Reply {
    provenance(try await request.desk.provenance(request.caller, ID(request.name("id"))))
  }

  /// `GET /v1/provenance`: the same of a period, or of everything.
  static func provenanceOfPeriod(_ request: Endpoint.Request) async throws -> Reply {
    provenance(
      try await request.desk.provenance(
        request.caller, from: request.instant("from"), to: request.instant("to")))
  }

  private static func provenance(_ document: [UInt8]) -> Reply {
    Reply(mediaType: "application/json", body: document, header: ["Cache-Control": "no-store"])
  }
}

extension Endpoint.Request {
  /// An instant in the query, or a day, which is its beginning in UTC.
  fileprivate func instant(_ key: String) throws -> Instant? {
    guard let text = call.query[key] else { return nil }
    guard let instant = Instant(text) ?? Instant(text + "T00:00:00.000Z") else {
      throw Refusal.invalid(
        field: key, reason: "\"\(text)\" is neither a day (2026-11-21) nor an instant in UTC")
    }
    return instant
  }
}
