public import Witan

/// Where a member is to be reached by e-mail.
public struct MailBody: Codable, Sendable {
  /// Nil for nowhere any more.
  public var address: String?
  /// What is to be told there; nothing when absent.
  public var events: [NoticeKind]?

  /// Takes the fields as they are.
  public init(address: String?, events: [NoticeKind]?) {
    (self.address, self.events) = (address, events)
  }
}

extension API {
  /// `GET /v1/members/{handle}/mail`: where a member is reached by e-mail.
  static func mail(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.mail(request.caller, handle: request.name("handle")))
  }

  /// `PUT /v1/members/{handle}/mail`: sets that.
  static func setMail(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(MailBody.self)
    return try .json(
      await request.desk.setMail(
        request.caller, handle: request.name("handle"), address: body.address,
        kinds: body.events ?? []))
  }
}
