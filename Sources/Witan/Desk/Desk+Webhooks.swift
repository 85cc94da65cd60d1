import Foundation

extension Desk {
  /// Registers an address of a program that is to be told of something.
  ///
  /// Refuses (`url`) an address that requests are not made to, (`events`) none, unknown ones and
  /// those that the member's roles are never told of, and more than ten webhooks of a member.
  ///
  /// - Returns: the webhook, and its secret, shown this once.
  public func addWebhook(
    _ caller: Caller, url: String, kinds: [NoticeKind]
  ) async throws -> (sheet: WebhookSheet, secret: String) {
    let address = try OutgoingAddress(url, outgoing)
    try caller.needs(kinds)
    let own = try await notifyBook.subscriptions(of: caller.member.id)
    guard own.count(where: \.isWebhook) < Subscription.limit else {
      throw Refusal.conflict(
        .limitReached,
        reason: "You have \(Subscription.limit) webhooks; remove one that is not needed.")
    }
    // 192 bits, of which Standard Webhooks 1.0 asks from 192 to 512.
    let secret = "whsec_" + Data(world.secret(24)).base64EncodedString()
    let subscription = Subscription(
      id: world.name("w"), member: caller.member.id,
      target: .web(url: address.text, secret: secret), kinds: kinds, token: caller.token,
      madeAt: world.now(), since: try await archive.read { try $0.ledgerSize() })
    try await notifyBook.keep(subscription)
    return (try await sheet(of: subscription, for: caller), secret)
  }

  /// The webhooks of a member, the latest first: one's own, or anybody's for stewards and auditors,
  /// or (`handle` nil) everybody's for them.
  public func webhooks(_ caller: Caller, handle: String?) async throws -> [WebhookSheet] {
    if handle != caller.member.handle { try caller.needs(.steward, .auditor) }
    let member = try await archive.read { shelf in
      try handle.map { try shelf.member(called: $0).id }
    }
    var sheets: [WebhookSheet] = []
    let all = try await notifyBook.subscriptions(of: member)
    for each in all.reversed() where each.isWebhook {
      sheets.append(try await sheet(of: each, for: caller))
    }
    return sheets
  }

  /// Removes a webhook: one's own, or anybody's as a steward. For others it does not exist.
  public func removeWebhook(_ caller: Caller, id: String) async throws -> WebhookSheet {
    let found = try await webhook(caller, id)
    let sheet = try await sheet(of: found, for: caller)
    _ = try await notifyBook.remove([id], of: found.member)
    return sheet
  }

  /// Has a test sent to one's own webhook; one that is taken switches it on again.
  public func testWebhook(_ caller: Caller, id: String) async throws -> WebhookSheet {
    let found = try await webhook(caller, id)
    guard found.member == caller.member.id else {
      throw Refusal.notAllowed(reason: "A webhook is tested by its owner.")
    }
    let test = QueuedNotice(testing: found, id: world.name("n"), now: world.now())
    try await notifyBook.queue([test], readTo: nil)
    return try await sheet(of: found, for: caller)
  }

  private func webhook(_ caller: Caller, _ id: String) async throws -> Subscription {
    let isSteward = caller.member.isOne(of: .steward)
    let mine = try await notifyBook.subscriptions(of: isSteward ? nil : caller.member.id)
    guard let found = mine.first(where: { $0.id == id && $0.isWebhook }) else {
      throw Refusal.notFound(kind: "webhook", name: id)
    }
    if found.member != caller.member.id { try caller.needs(.steward) }
    return found
  }

  private func sheet(
    of subscription: Subscription, for caller: Caller
  ) async throws -> WebhookSheet {
    guard case .web(let url, _) = subscription.target else {
      throw Refusal.notFound(kind: "webhook", name: subscription.id)
    }
    let isOwner = subscription.member == caller.member.id
    let origin = try? OutgoingAddress(url, .privateToo).origin
    let waiting = try await notifyBook.waiting()[subscription.id] ?? 0
    return WebhookSheet(
      id: subscription.id,
      member: try await archive.read { try $0.shownName(subscription.member) },
      url: isOwner ? url : origin ?? "", events: subscription.kinds, madeAt: subscription.madeAt,
      disabledAt: subscription.disabledAt, lastDeliveredAt: subscription.lastDeliveredAt,
      lastFailure: subscription.lastFailure, waiting: waiting, givenUp: subscription.givenUp)
  }
}

extension Subscription {
  /// Whether it is a program's.
  fileprivate var isWebhook: Bool { if case .web = target { true } else { false } }
}

extension Caller {
  /// Refuses to tell of what is none of the caller's.
  func needs(_ kinds: [NoticeKind]) throws(Refusal) {
    guard !kinds.isEmpty, kinds.allSatisfy(NoticeKind.wanted.contains) else {
      let names = NoticeKind.wanted.map(\.rawValue).joined(separator: ", ")
      throw .invalid(field: "events", reason: "name at least one of \(names)")
    }
    for kind in kinds {
      guard let roles = kind.roles, !roles.contains(where: member.roles.contains) else { continue }
      let words = roles.map(\.rawValue).joined(separator: " or ")
      throw .invalid(field: "events", reason: "\(kind.rawValue) is for the role \(words)")
    }
  }
}
