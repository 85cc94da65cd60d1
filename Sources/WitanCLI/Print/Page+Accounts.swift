import Witan

extension Page {
  /// A link that is to be copied: on a line of its own, however long.
  mutating func add(link: String) { add(link, .bold) }

  /// Invitations, one a line.
  mutating func add(invitations: [InvitationSheet]) {
    table(
      ["id", "roles", "subjects", "by", "until", "state"],
      invitations.map { sheet in
        [
          sheet.id, sheet.roles.map(\.rawValue).joined(separator: ", "),
          sheet.subjects.joined(separator: ", "), sheet.by, sheet.expiresAt.day,
          sheet.member.map { "\($0) came" } ?? sheet.state.rawValue,
        ]
      }, flexible: 2)
  }

  /// Sessions, one a line.
  mutating func add(sessions: [SessionSheet]) {
    guard !sessions.isEmpty else { return add("You are signed in by no browser.") }
    table(
      ["id", "since", "last used", "browser"],
      sessions.map { [$0.id, $0.beganAt.day, Wording.time($0.seenAt), $0.device] }, flexible: 3)
  }
}
