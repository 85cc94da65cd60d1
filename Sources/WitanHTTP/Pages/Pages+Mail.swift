import Hummingbird
import Witan

/// Where a member is reached by e-mail, as their account shows it.
struct MailboxView {
  /// Something that can be told there.
  struct Choice {
    let id: String
    let words: String
    let isChosen: Bool
  }

  let address: String
  let events: [Choice]

  /// Gathers what there is.
  init(_ caller: Caller, desk: Desk) async throws {
    let sheet = try await desk.mail(caller, handle: caller.member.handle ?? "")
    address = sheet.address ?? ""
    events = Self.kinds(for: caller.member).map {
      Choice(id: $0.rawValue, words: Self.words($0), isChosen: sheet.events.contains($0))
    }
  }

  /// What a member can be told of by e-mail.
  static func kinds(for member: Member) -> [NoticeKind] {
    NoticeKind.wanted.filter { kind in
      kind.roles?.contains(where: member.roles.contains) ?? false
    }
  }

  private static func words(_ kind: NoticeKind) -> String {
    switch kind {
    case .assignmentOffered: "when a question is offered to me"
    case .assignmentEnding: "when my time for a question is nearly over"
    case .assignmentReleased: "when a question that I hold is closed by others"
    case .photoWanted: "when another photo of my question is wanted"
    case .questionUnreached: "when nobody answered my question"
    case .verdictChanged: "when the verdict on my question changes"
    case .verdictRecalled: "when the verdict on my question is taken back"
    case .checkpointSigned, .webhookTest: kind.rawValue
    }
  }
}

extension Pages {
  /// Sets where the member is reached by e-mail, and what is told there.
  func setMail(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let kinds = MailboxView.kinds(for: caller.member)
    let fields = try await Self.fields(
      ["address"] + kinds.map { "event-\($0.rawValue)" }, visit)
    let address = (fields["address"] ?? "").trimmedBlanks
    let chosen = kinds.filter { fields["event-\($0.rawValue)"] != nil && !address.isEmpty }
    _ = try await visit.desk.setMail(
      caller, handle: caller.member.handle ?? "", address: address.isEmpty ? nil : address,
      kinds: chosen)
    return Self.redirect("/account")
  }
}
