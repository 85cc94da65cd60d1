public import Witan

/// A webhook as it is wanted.
public struct WebhookBody: Codable, Sendable {
  /// `https://...`, where the notices are posted to.
  public var url: String
  /// What to be told of.
  public var events: [NoticeKind]

  /// Takes the fields as they are.
  public init(url: String, events: [NoticeKind]) { (self.url, self.events) = (url, events) }
}

/// A webhook that was just made: its secret is shown this once.
public struct MadeWebhook: Codable, Sendable {
  public let webhook: WebhookSheet
  /// `whsec_...`, by which the receiver knows who calls (Standard Webhooks 1.0).
  public let secret: String
}

/// Webhooks, the latest first.
public struct WebhookList: Codable, Sendable {
  public let items: [WebhookSheet]
  /// What to send as `cursor` for the next page; nil at the end.
  public let next: String?
}

extension API {
  /// `GET /v1/webhooks`: the caller's, those of `member`, or with `all` everybody's.
  static func webhooks(_ request: Endpoint.Request) async throws -> Reply {
    let isAll = try request.flag("all")
    let own = try request.caller.member.handle ?? ""
    let handle = isAll ? nil : request.call.query["member"] ?? own
    return try request.page(of: await request.desk.webhooks(request.caller, handle: handle)) {
      $0.id
    }.reply
  }

  /// `POST /v1/webhooks`: registers one.
  static func addWebhook(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(WebhookBody.self)
    let made = try await request.desk.addWebhook(
      request.caller, url: body.url, kinds: body.events)
    return try .json(MadeWebhook(webhook: made.sheet, secret: made.secret), status: 201)
  }

  /// `POST /v1/webhooks/{id}/test`: has a test sent.
  static func testWebhook(_ request: Endpoint.Request) async throws -> Reply {
    let sheet = try await request.desk.testWebhook(request.caller, id: request.name("id"))
    return try .json(sheet, status: 202)
  }

  /// `POST /v1/webhooks/{id}/remove`: removes one.
  static func removeWebhook(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.removeWebhook(request.caller, id: request.name("id")))
  }
}
