import Hummingbird
import Witan

/// What stewards see of invitations.
struct InvitationsView {
  /// One invitation.
  struct Line {
    let id: String
    let roles: String
    let who: String
    let isOpen: Bool
  }

  /// A role or subject to choose.
  struct Choice { let id: String, title: String }

  let lines: [Line]
  let hasLines: Bool
  let roles = [Role.asker, .expert, .auditor, .steward].map {
    Choice(id: $0.rawValue, title: $0.rawValue)
  }
  let subjects: [Choice]
  let usualDays = Invitation.usualDays
  let longestDays = Invitation.longestDays
  /// The link that was just made, and until when it is good; shown this once.
  let link: String?
  let linkEnd: String?
  /// The name under which the form for the next one is carried out once.
  let once: String
}

extension InvitationsView.Line {
  fileprivate init(_ sheet: InvitationSheet) {
    id = sheet.id
    let subjects = sheet.subjects.isEmpty ? "" : " (\(sheet.subjects.joined(separator: ", ")))"
    roles = sheet.roles.map(\.rawValue).joined(separator: ", ") + subjects
    isOpen = sheet.state == .open
    let maker = "by \(sheet.by), \(sheet.madeAt.day)"
    who =
      switch sheet.state {
      case .open: "open until \(sheet.expiresAt.day) · \(maker)"
      case .accepted: "\(sheet.member ?? "somebody") came by it · \(maker)"
      case .withdrawn: "withdrawn · \(maker)"
      case .over: "nobody came · \(maker)"
      }
  }
}

/// What whoever opens an invitation's link sees.
struct JoinView {
  let code: String
  let community: String
  let roles: String
  let by: String
  let isExpert: Bool
  let until: String
  /// The name under which its form is carried out once.
  let once: String
}

extension Pages {
  /// The invitations, and the form to make one.
  func invitations(_ visit: Visit) async throws -> Reply { try await invitations(visit, made: nil) }

  /// Makes an invitation, and shows its link once.
  func invite(_ visit: Visit) async throws -> Reply {
    let names = ["days", FormShape.onceField]
    let body = try await Intake.form(
      FormShape(texts: names + Self.rolesAndSubjects(try await visit.desk.subjects()))
    ).read(visit.request)
    let fields = body.fields
    let roles = Role.allCases.filter { fields["role-\($0.rawValue)"] != nil }
    let subjects = fields.keys.filter { $0.hasPrefix("subject-") }.sorted()
    guard let days = Int(fields["days"] ?? "\(Invitation.usualDays)") else {
      throw Refusal.invalid(field: "days", reason: "a whole number is needed")
    }
    return try await Self.once(visit, body) {
      let made = try await visit.desk.invite(
        try await visit.caller(),
        NewInvitation(
          roles: roles, subjects: subjects.map { ID(String($0.dropFirst(8))) }, days: days))
      return try await invitations(visit, made: made)
    }
  }

  /// Withdraws an invitation.
  func withdraw(_ visit: Visit) async throws -> Reply {
    _ = try await visit.desk.withdraw(try await visit.caller(), invitation: visit.name("id"))
    return Self.redirect("/invitations")
  }

  /// The page behind an invitation's link.
  func invitation(_ visit: Visit) async throws -> Reply {
    let code = visit.name("code")
    let (community, sheet) = try await visit.desk.invitation(code: code)
    let view = JoinView(
      code: code, community: community,
      roles: sheet.roles.map(\.rawValue).joined(separator: ", "), by: sheet.by,
      isExpert: sheet.roles.contains(.expert), until: sheet.expiresAt.forPeople,
      once: visit.desk.secret("wf"))
    return page("join", view, title: "Join \(community)")
  }

  /// Joins by an invitation, and begins a session.
  func join(_ visit: Visit) async throws -> Reply {
    let form = try await Intake.form(
      FormShape(texts: ["handle", "name", "home", "zone", FormShape.onceField])
    ).read(visit.request)
    let (fields, code) = (form.fields, visit.name("code"))
    let body = MemberBody(
      handle: fields["handle"] ?? "", name: fields["name"] ?? "", roles: [], subjects: nil,
      home: fields["home"]?.uppercased(), languages: nil, zone: fields["zone"], quiet: nil,
      budget: nil)
    return try await Self.once(visit, form, link: code) {
      let secret = try await visit.desk.accept(
        code: code, try body.member(), device: visit.request.device)
      return try await entered(visit, secret, next: "/")
    }
  }

  private static func rolesAndSubjects(_ subjects: [Subject]) -> [String] {
    Role.allCases.map { "role-\($0.rawValue)" } + subjects.map { "subject-\($0.id)" }
  }

  private func invitations(
    _ visit: Visit, made: (code: String, sheet: InvitationSheet)?
  ) async throws -> Reply {
    let caller = try await visit.caller()
    let lines = try await visit.desk.invitations(caller).prefix(100).map(InvitationsView.Line.init)
    let subjects = try await visit.desk.subjects()
    let view = InvitationsView(
      lines: lines, hasLines: !lines.isEmpty,
      subjects: subjects.map { InvitationsView.Choice(id: $0.id.text, title: $0.title) },
      link: made.map { address(visit) + LinkPath.join($0.code) },
      linkEnd: made?.sheet.expiresAt.forPeople, once: visit.desk.secret("wf"))
    return page("invitations", view, title: "Invitations", who: caller.member)
  }

  /// Where people reach the server: as whoever runs it said, else as this browser has it.
  private func address(_ visit: Visit) -> String {
    let scheme = visit.cookie.isSecure ? "https" : "http"
    return site ?? "\(scheme)://\(visit.request.head.authority ?? "")"
  }
}
