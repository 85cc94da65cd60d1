import Witan

extension API {
  /// `POST /v1/questions/{id}/acknowledge`: the asker knows that the verdict was recalled.
  static func acknowledge(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.acknowledge(request.caller, ID(request.name("id"))))
  }

  /// `GET /v1/recalls`: the caller's questions whose recall they have yet to acknowledge.
  static func recalls(_ request: Endpoint.Request) async throws -> Reply {
    try .json(QuestionPage(items: await request.desk.recalls(request.caller), next: nil))
  }
}
