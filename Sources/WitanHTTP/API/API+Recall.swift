import Witan

extension API {
  /// `POST /v1/questions/{id}/acknowledge`: the asker knows that the verdict was recalled.
  static func acknowledge(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.acknowledge(request.caller, ID(request.name("id"))))
  }

  /// `GET /v1/recalls`: the caller's questions whose recall they have yet to acknowledge.
  static func recalls(_ request: Endpoint.Request) async throws -> Reply {
    let page = try request.page(of: await request.desk.recalls(request.caller)) { $0.id }
    return try .json(QuestionPage(items: page.items, next: page.next), header: page.link)
  }
}
