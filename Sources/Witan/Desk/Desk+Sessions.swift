import Ledger

extension Desk {
  /// Begins a session of a browser for who has a token for everything.
  ///
  /// Refuses unknown tokens, those with scopes, and programs.
  ///
  /// - Parameter device: what the browser calls itself.
  /// - Returns: the session's secret, for the browser alone.
  public func signIn(token: String, device: String) async throws -> String {
    let caller = try await caller(token: token)
    try caller.needs(nil)
    return try await beginSession(for: caller.member, device: device, token: caller.token)
  }

  /// Begins a session by a link, which is used up by it.
  ///
  /// Refuses (`linkEnded`) a link that is unknown, was used, is over, was made by a token that has
  /// ended, or by somebody who could not make it any more.
  public func signIn(link code: String, device: String) async throws -> String {
    let now = world.now()
    guard Self.isCode(code, "wl"), let link = try await sessionBook.take(link: Self.digest(code)),
      now < link.until,
      let member = try await archive.read({ try $0.member(signingInBy: link, now: now) })
    else { throw Refusal.linkEnded }
    // Whom a steward helped in does not leave with that steward's token.
    return try await beginSession(
      for: member, device: device, token: link.by == link.member ? link.token : nil)
  }

  /// Makes a link by which a member signs in once: for oneself, or for anybody as a steward.
  ///
  /// - Returns: the code of the link, shown this once, and when it ends.
  public func signInLink(
    _ caller: Caller, handle: String, minutes: Int = SignInLink.usualMinutes
  ) async throws -> (code: String, expiresAt: Instant) {
    if handle != caller.member.handle { try caller.needs(.steward) }
    guard (1...SignInLink.longestMinutes).contains(minutes) else {
      throw Refusal.invalid(
        field: "minutes", reason: "1 to \(SignInLink.longestMinutes) are possible")
    }
    let code = world.token("wl")
    let session = try await session(of: caller)
    let token = caller.token ?? session?.token
    let link = try await record { journal, _ in
      let member = try journal.pen.member(called: handle)
      guard member.isPerson, !member.roles.isEmpty else {
        throw Refusal.conflict(
          .noAccount,
          reason: "\(member.shown) does not sign in: a program, or without role.")
      }
      try member.keyMade(by: caller.member.id)
      let link = SignInLink(
        sha256: Self.digest(code), member: member.id, by: caller.member.id, token: token,
        until: journal.now.adding(seconds: minutes * 60))
      try journal.record(
        .signInLinkMade(
          SignInLinkMade(
            member: link.member, sha256: link.sha256, expiresAt: link.until, by: link.by)),
        by: caller.member.id)
      return link
    }
    // After the record: a link that works is one that is recorded.
    try await sessionBook.keep(link, now: world.now())
    return (code, link.until)
  }

  /// The member whose browser has this secret.
  ///
  /// - Parameter renews: whether the browser can be given a new secret with the reply.
  /// - Returns: the member, and the new secret where it is time for one.
  public func caller(
    session secret: String, renews: Bool
  ) async throws -> (caller: Caller, fresh: String?) {
    guard Self.isCode(secret, "ws") else { throw Refusal.notSignedIn }
    let (now, sha256, fresh) = (world.now(), Self.digest(secret), world.token("ws"))
    let next = renews ? Self.digest(fresh) : nil
    let found = try await sessionBook.change(secret: sha256) {
      (session: inout WebSession?) -> (session: WebSession, visit: WebSession.Visit)? in
      guard var open = session else { return nil }
      let visit = open.visit(by: sha256, fresh: next, now: now)
      session = visit == .ended ? nil : open
      return (open, visit)
    }
    guard let (session, visit) = found ?? nil, visit != .ended,
      let member = try await archive.read({ shelf in
        try shelf.isGood(session, at: now) ? shelf.member(session.member) : nil
      }), !member.roles.isEmpty
    else { throw Refusal.notSignedIn }
    presence.see(member)
    return (Caller(member: member, session: session.id), visit == .renewed ? fresh : nil)
  }

  /// The session by which somebody came; nil where they came otherwise, or it is ended.
  func session(of caller: Caller) async throws -> WebSession? {
    guard let id = caller.session else { return nil }
    return try await sessionBook.sessions(of: caller.member.id).first { $0.id == id }
  }

  /// The caller's sessions, the last begun first.
  public func sessions(_ caller: Caller) async throws -> [SessionSheet] {
    let now = world.now()
    let all = try await sessionBook.sessions(of: caller.member.id)
    return try await archive.read { shelf in
      try all.filter { try shelf.isGood($0, at: now) }
    }.map {
      SessionSheet(
        id: $0.id, device: $0.device, beganAt: $0.beganAt, seenAt: $0.seenAt, until: $0.until,
        isCurrent: $0.id == caller.session)
    }
  }

  /// Ends one of the caller's sessions, or (nil) all of them; and every link that would begin one,
  /// as whoever had the session may have made it.
  ///
  /// - Returns: how many sessions there were.
  public func endSessions(_ caller: Caller, id: String?) async throws -> Int {
    let sessions = try await sessionBook.sessions(of: caller.member.id)
    if let id, !sessions.contains(where: { $0.id == id }) {
      throw Refusal.notFound(kind: "session", name: id)
    }
    // First, so that none of them begins a session that is left.
    try await sessionBook.dropLinks(for: caller.member.id)
    let count = try await sessionBook.end(id.map { [$0] }, of: caller.member.id)
    if let id, count == 0 { throw Refusal.notFound(kind: "session", name: id) }
    return count
  }

  /// Ends all of the caller's sessions but the one by which they came, and every link that would
  /// begin another.
  public func endOtherSessions(_ caller: Caller) async throws {
    try await sessionBook.dropLinks(for: caller.member.id)
    let all = try await sessionBook.sessions(of: caller.member.id).map(\.id)
    _ = try await sessionBook.end(all.filter { $0 != caller.session }, of: caller.member.id)
  }

  /// Ends the session with this secret, if there is one.
  public func signOut(session secret: String) async throws {
    _ = try await sessionBook.change(secret: Self.digest(secret)) { $0 = nil }
  }

  /// A session for a member: a new secret, whatever the browser had before.
  ///
  /// - Parameter token: the hash of the token with which it ends; nil for none.
  func beginSession(
    for member: Member, device: String, token: String? = nil
  ) async throws -> String {
    guard member.isPerson else {
      throw Refusal.notAllowed(reason: "A program signs in by its token, not in a browser.")
    }
    let secret = world.token("ws")
    let session = WebSession(
      id: world.name("s"), member: member.id, secret: Self.digest(secret),
      device: Self.shortened(device), token: token, now: world.now())
    try await sessionBook.begin(session, now: world.now())
    return secret
  }

  /// Whether a text can be a code of ours that begins so.
  static func isCode(_ text: String, _ prefix: String) -> Bool {
    text.hasPrefix("\(prefix)_") && text.utf8.count == 35
  }

  /// A secret of 160 bits of chance that says by its first letters what it is.
  package func secret(_ prefix: String) -> String { world.token(prefix) }

  /// The hash by which a code is kept.
  package static func digest(_ code: String) -> String { SHA.sha256(Array(code.utf8)).hex }

  /// What a browser calls itself, as far as people can read it.
  private static func shortened(_ device: String) -> String {
    let seen = device.unicodeScalars.filter { $0.isASCII && (32...126).contains($0.value) }
    return String(String.UnicodeScalarView(seen.prefix(200)))
  }
}

extension Shelf {
  /// Whether a session goes on: within its time, and while the token is good by which it began.
  func isGood(_ session: WebSession, at now: Instant) throws -> Bool {
    guard now < session.until else { return false }
    return try session.token.map { try token(sha256: $0)?.isGood(at: now) ?? false } ?? true
  }

  /// Whom a link signs in; nil where the token by which it was made has ended, or where who made it
  /// could not make it any more: another is no steward now, or the member has become one.
  fileprivate func member(signingInBy link: SignInLink, now: Instant) throws -> Member? {
    let isGood = try link.token.map { try self.token(sha256: $0)?.isGood(at: now) ?? false }
    let maker = try self.member(link.by)
    guard isGood ?? true, link.by == link.member || maker?.isOne(of: .steward) == true,
      let found = try self.member(link.member), !found.roles.isEmpty,
      (try? found.keyMade(by: link.by)) != nil
    else { return nil }
    return found
  }
}
