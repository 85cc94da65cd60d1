extension Desk {
  /// Where a member is reached by e-mail: one's own, or anybody's for stewards.
  public func mail(_ caller: Caller, handle: String) async throws -> MailSheet {
    if handle != caller.member.handle { try caller.needs(.steward) }
    let member = try await archive.read { try $0.member(called: handle).id }
    return MailSheet(try await mailbox(of: member), of: handle)
  }

  /// Sets where the caller is reached, and what is told there; nil for nowhere any more, which a
  /// steward may do for anybody. It is kept beside the record, and goes with the member; that an
  /// address came or went is an event.
  public func setMail(
    _ caller: Caller, handle: String, address: String?, kinds: [NoticeKind]
  ) async throws -> MailSheet {
    if handle != caller.member.handle { try caller.needs(.steward) }
    let address = try address.map { try MailAddress($0) }
    let (member, size) = try await archive.read { shelf in
      (try shelf.member(called: handle), try shelf.ledgerSize())
    }
    guard member.isPerson, !member.roles.isEmpty else {
      throw Refusal.conflict(
        .noAccount,
        reason: "\(member.shown) has no e-mail: a program, or without role.")
    }
    // Whoever reads what comes there can sign in: nobody gives it to another.
    guard address == nil || member.id == caller.member.id else {
      throw Refusal.notAllowed(
        reason: "Members set their own address; give them a link to sign in with instead, which is"
          + " recorded.")
    }
    if !kinds.isEmpty { try Caller(member: member).needs(kinds) }
    guard address != nil || kinds.isEmpty else {
      throw Refusal.invalid(field: "events", reason: "without an address nothing can be told")
    }
    try await recordWays(
      caller, of: member, .mail, from: addresses(of: member.id),
      to: [address?.text].compactMap { $0 })
    guard let address else {
      try await removeMailboxes(of: member.id, but: nil)
      return MailSheet(nil, of: handle)
    }
    let new = Subscription(
      id: world.name("e"), member: member.id, target: .mail(address: address.text), kinds: kinds,
      token: nil, madeAt: world.now(), since: size)
    try await notifyBook.keep(new)
    // After it, and all there are: of two that came at once none is left behind unseen.
    try await removeMailboxes(of: member.id, but: new.id)
    return MailSheet(new, of: handle)
  }

  /// A message with a link to sign in with for each member who is reached at this address; nil for
  /// an address that nobody has.
  ///
  /// - Parameter site: where people reach the server, without a slash at the end.
  package func signInMail(to address: MailAddress, site: String) async throws -> Mail? {
    let known = try await notifyBook.subscriptions(of: nil).filter {
      (try? $0.mailAddress?.folded) == address.folded
    }
    var lines: [String] = []
    for each in known.prefix(Self.sharersLimit) {
      guard let link = try await mailedLink(for: each.member) else { continue }
      lines += ["For \(link.name):", "", "  \(site)/sign-in/\(link.code)", ""]
    }
    guard !lines.isEmpty else { return nil }
    let title = try await archive.read { try $0.community().title }
    return Mail(
      to: address, subject: "Sign in to \(title)",
      text: """
        Somebody, you we hope, asked for a link to sign in to \(title).

        \(lines.joined(separator: "\n"))
        It works once, within \(Self.mailedMinutes) minutes. If you did not ask for it, do nothing:
        without this message nobody can use it. Do not pass it on.
        """)
  }

  /// The addresses that somebody has, folded.
  package func knownMail() async throws -> Set<String> {
    Set(try await notifyBook.subscriptions(of: nil).compactMap { try? $0.mailAddress?.folded })
  }

  /// How many members may share an address, and how long a link that was sent is good for.
  private static var sharersLimit: Int { 5 }
  private static var mailedMinutes: Int { 30 }

  /// A link for a member who is a person and not out; nil for anybody else.
  private func mailedLink(for id: ID<Member>) async throws -> (name: String, code: String)? {
    guard let member = try await archive.read({ try $0.member(id) }), member.isPerson,
      !member.roles.isEmpty, let handle = member.handle
    else { return nil }
    let link = try await signInLink(
      Caller(member: member), handle: handle, minutes: Self.mailedMinutes)
    return (member.shown, link.code)
  }

  /// A notice as a message; nil for what is told to programs alone.
  package func mail(
    _ notice: QueuedNotice, to address: MailAddress, site: String
  ) async throws -> Mail? {
    let title = try await archive.read { try $0.community().title }
    guard let words = notice.words else { return nil }
    let path = notice.data.question.map { "/q/\($0)" } ?? "/"
    return Mail(
      to: address, subject: "\(words.subject) (\(title))",
      text: "\(words.text)\n\n  \(site)\(path)\n\nWhat is told here is set under \(site)/account.")
  }

  private func removeMailboxes(of member: ID<Member>, but kept: String?) async throws {
    let all = try await notifyBook.subscriptions(of: member).filter(\.isMailbox).map(\.id)
    let others = all.filter { $0 != kept }
    if !others.isEmpty { _ = try await notifyBook.remove(others, of: member) }
  }

  private func addresses(of member: ID<Member>) async throws -> [String] {
    try await notifyBook.subscriptions(of: member).compactMap {
      if case .mail(let address) = $0.target { address } else { nil }
    }
  }

  private func mailbox(of member: ID<Member>) async throws -> Subscription? {
    try await notifyBook.subscriptions(of: member).first { $0.isMailbox }
  }
}

extension QueuedNotice {
  /// What a message says of it; nil for what is told to programs alone.
  fileprivate var words: (subject: String, text: String)? {
    let end = data.endsAt.map { " until \($0.text)" } ?? ""
    return switch kind {
    case .assignmentOffered:
      ("A question waits for you", "A question is offered to you\(end).")
    case .assignmentEnding:
      ("Your time ends soon", "You hold a question\(end): answer it, extend it or pass it on.")
    case .assignmentReleased:
      ("Done without you", "A question that you held was closed meanwhile; you need do nothing.")
    case .photoWanted:
      (
        "Another photo is wanted",
        "Somebody who may know wants a better photo of your question, or another angle."
      )
    case .questionUnreached:
      (
        "Nobody answered your question",
        "Nobody answered your question. Read there what to do instead, and do not wait."
      )
    case .verdictChanged:
      ("There is news on your question", "The verdict on your question has changed.")
    case .verdictRecalled:
      (
        "RECALLED: the verdict on your question",
        "The verdict on your question was taken back. Look at it now, and say that you know."
      )
    case .checkpointSigned, .webhookTest: nil
    }
  }
}

extension Subscription {
  /// Whether it is a person's mailbox.
  fileprivate var isMailbox: Bool { if case .mail = target { true } else { false } }

  /// The mailbox's address; nil for a webhook.
  fileprivate var mailAddress: MailAddress? {
    get throws {
      guard case .mail(let address) = target else { return nil }
      return try MailAddress(address)
    }
  }
}

extension MailSheet {
  /// What is shown of a member's mailbox; nil for none.
  fileprivate init(_ mailbox: Subscription?, of handle: String) {
    var address: String?
    if case .mail(let text)? = mailbox?.target { address = text }
    self.init(
      member: handle, address: address, events: mailbox?.kinds ?? [],
      lastFailure: mailbox?.lastFailure)
  }
}
