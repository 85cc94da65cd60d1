import Witan

extension API {
  /// `GET /v1/coverage`: where and when a subject has people who can answer.
  static func coverage(_ request: Endpoint.Request) async throws -> Reply {
    try .json(
      await request.desk.coverage(
        request.caller, subject: request.call.query["subject"],
        least: request.number("least") ?? 1,
        scale: Coverage.Scale(named: request.call.query["scale"])))
  }

  /// `GET /v1/coverage/promises`: how far the promises to askers were kept.
  static func promiseScore(_ request: Endpoint.Request) async throws -> Reply {
    try .json(
      await request.desk.promiseScore(
        request.caller, subject: request.call.query["subject"]))
  }
}

extension Coverage.Scale {
  /// The scale of this name, `region` for none; refuses others.
  init(named name: String?) throws(Refusal) {
    guard let scale = Self(rawValue: name ?? Self.region.rawValue) else {
      throw .invalid(field: "scale", reason: "region or subregion")
    }
    self = scale
  }
}
