public import Witan

/// Tells people, by e-mail.
public struct MailChannel: NoticeChannel {
  private let desk: Desk
  private let postman: Postman
  private let site: String

  /// A channel by this mail server; links in messages lead to `site`.
  public init(desk: Desk, server: MailServer, site: String, world: World) {
    self.desk = desk
    postman = Postman(server: server, world: world)
    self.site = site.hasSuffix("/") ? String(site.dropLast()) : site
  }

  /// Sends a notice to a person; what is told to programs alone counts as taken.
  public func send(
    _ notice: QueuedNotice, to target: Subscription.Target
  ) async throws -> NoticeOutcome? {
    guard case .mail(let text) = target else { return nil }
    let address = try MailAddress(text)
    guard let mail = try await desk.mail(notice, to: address, site: site) else { return .taken }
    return try await postman.send(mail)
  }
}
