import Witan

extension Page {
  /// Webhooks, one a line.
  mutating func add(webhooks: [WebhookSheet]) {
    guard !webhooks.isEmpty else { return add("There are no webhooks.") }
    table(
      ["id", "whose", "where", "events", "state", "waits", "given up"],
      webhooks.map { sheet in
        [
          sheet.id, sheet.member, sheet.url, sheet.events.map(\.rawValue).joined(separator: ", "),
          Self.state(sheet), String(sheet.waiting), String(sheet.givenUp),
        ]
      }, flexible: 2)
  }

  private static func state(_ sheet: WebhookSheet) -> String {
    if sheet.disabledAt != nil { return "off: \(sheet.lastFailure?.reason.rawValue ?? "")" }
    let isFailing = (sheet.lastFailure?.at).map { $0 > sheet.lastDeliveredAt ?? sheet.madeAt }
    if isFailing == true, let failure = sheet.lastFailure { return failure.reason.rawValue }
    return sheet.lastDeliveredAt == nil ? "new" : "on"
  }
}
