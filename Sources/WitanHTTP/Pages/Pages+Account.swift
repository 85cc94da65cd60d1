import Hummingbird
import Witan

/// What a member sees of their own account: where they are signed in, and their tokens.
struct AccountView {
  /// One session.
  struct Place {
    let id: String
    let device: String
    let when: String
    let isCurrent: Bool
  }

  /// A scope to choose.
  struct Choice { let id: String, words: String }

  /// One good token.
  struct Key {
    let id: String
    let label: String
    let words: String
  }

  let name: String
  let handle: String
  let roles: String
  let isSteward: Bool
  let places: [Place]
  let hasOthers: Bool
  let keys: [Key]
  let hasKeys: Bool
  let scopes = [Scope.read, .ask, .answer, .audit, .steward].map {
    Choice(id: $0.rawValue, words: words(of: $0))
  }
  let longestDays = Token.longestDays
  /// Where the member is reached by e-mail; nil where none is sent.
  let mailbox: MailboxView?
  /// Who vouches for people elsewhere; nil for nobody.
  let provider: String?
  /// The member's accounts elsewhere.
  let identities: [Identity]
  let hasIdentities: Bool
  /// The token that was just made; shown this once.
  let token: String?
  /// The name under which the form for the next one is carried out once.
  let once: String
  /// When they may be asked; nil for who never is.
  let times: AvailabilityView?
  /// Where they are proved, in a few words each, and whether in any place.
  let badges: [String]
  let hasBadges: Bool
  /// How often they stood against a majority and were right; nil for never.
  let stoodAlone: Int?

  /// Gathers a member's sessions and good tokens.
  init(
    _ caller: Caller, desk: Desk, sendsMail: Bool, provider: String?, token: String?, isKept: Bool
  ) async throws {
    let member = caller.member
    once = desk.secret("wf")
    mailbox = sendsMail ? try await MailboxView(caller, desk: desk) : nil
    self.provider = provider
    identities = try await desk.identities(caller, handle: member.handle ?? "").identities
    hasIdentities = !identities.isEmpty
    (name, handle) = (member.shown, member.handle ?? "")
    roles = member.roles.map(\.rawValue).joined(separator: ", ")
    isSteward = member.isOne(of: .steward)
    let sheet = try await desk.member(caller, handle: member.handle ?? "")
    badges = (sheet.badges ?? []).filter { $0.withdrawnAt == nil }.map(\.words)
    hasBadges = !badges.isEmpty
    stoodAlone = sheet.stoodAlone
    let sessions = try await desk.sessions(caller)
    places = sessions.map {
      Place(
        id: $0.id, device: DeviceName.words($0.device),
        when: "since \($0.beganAt.forPeople) · last used \($0.seenAt.forPeople)",
        isCurrent: $0.isCurrent)
    }
    hasOthers = sessions.contains { !$0.isCurrent }
    keys = try await desk.tokens(caller, handle: member.handle ?? "").filter(\.isGood).map {
      Key(
        id: $0.id, label: $0.label,
        words: "for \(Scope.words($0.scopes)) · "
          + ($0.expiresAt.map { "until \($0.day)" } ?? "for ever"))
    }
    hasKeys = !keys.isEmpty
    self.token = token
    times =
      member.isOne(of: .expert)
      ? AvailabilityView(member, now: desk.now(), isKept: isKept) : nil
  }
}

/// What a scope opens, in words.
private func words(of scope: Scope) -> String {
  switch scope {
  case .read: "read questions and the queue"
  case .ask: "ask, add photos, set webhooks"
  case .answer: "take questions, answer, pass on"
  case .audit: "read the record: members, history, audits"
  case .steward: "run the community: subjects, outcomes, holds"
  }
}

/// What a browser is, in words, from what it calls itself.
enum DeviceName {
  /// `Firefox on Android`; `A browser` for what nobody knows.
  static func words(_ agent: String) -> String {
    let browsers = [
      ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
      ("Safari", "Safari"),
    ]
    let systems = [
      ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
      ("Mac OS X", "Mac"), ("Linux", "Linux"),
    ]
    let browser = browsers.first { agent.contains($0.0) }?.1 ?? "A browser"
    return browser + (systems.first { agent.contains($0.0) }.map { " on \($0.1)" } ?? "")
  }
}

extension Pages {
  /// The member's account.
  func account(_ visit: Visit) async throws -> Reply { try await account(visit, token: nil) }

  /// Ends one session, or with `others` all but this one.
  func endSession(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let id = try await Self.fields(["id"], visit)["id"] ?? ""
    if id == "others" {
      try await visit.desk.endOtherSessions(caller)
    } else {
      _ = try await visit.desk.endSessions(caller, id: id)
    }
    return Self.redirect("/account")
  }

  /// Makes a token, and shows it once.
  func makeToken(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let names = Scope.allCases.map { "scope-\($0.rawValue)" }
    let shape = FormShape(texts: ["label", "days", FormShape.onceField] + names)
    let body = try await Intake.form(shape).read(visit.request)
    let fields = body.fields
    let scopes = Scope.allCases.filter { fields["scope-\($0.rawValue)"] != nil }
    guard let days = Int(fields["days"] ?? "\(Token.usualDays)") else {
      throw Refusal.invalid(field: "days", reason: "a whole number is needed")
    }
    return try await Self.once(visit, body) {
      let made = try await visit.desk.issueToken(
        caller, handle: caller.member.handle ?? "", label: fields["label"] ?? "token",
        scopes: scopes.isEmpty ? nil : scopes, days: days)
      return try await account(visit, token: made.token)
    }
  }

  /// Ends one of the member's tokens.
  func revokeToken(_ visit: Visit) async throws -> Reply {
    _ = try await visit.desk.revokeToken(try await visit.caller(), named: visit.name("id"))
    return Self.redirect("/account")
  }

  private func account(_ visit: Visit, token: String?) async throws -> Reply {
    let caller = try await visit.caller()
    let isKept = visit.request.query["kept"] != nil
    let view = try await AccountView(
      caller, desk: visit.desk, sendsMail: links != nil, provider: provider?.name, token: token,
      isKept: isKept)
    return page("account", view, title: "Your account", who: caller.member)
  }
}
