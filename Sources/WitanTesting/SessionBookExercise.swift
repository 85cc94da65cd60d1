package import Witan

/// What every keeper of sessions must do.
package struct SessionBookExercise {
  /// A promise that was not kept.
  package struct Fault: Error, CustomStringConvertible {
    package let description: String
  }

  private let book: any SessionBook
  private let start = Instant(milliseconds: 1_800_000_000_000)

  /// The exercise of a keeper that is empty.
  package init(_ book: any SessionBook) { self.book = book }

  /// Does all of it; throws at the first fault.
  package func run() async throws {
    try await changes()
    try await ends()
    try await limits()
    try await links()
    try await drops()
    try await identities()
    try await forgets()
  }

  private func forgets() async throws {
    let gone = try Identity(issuer: "https://id.example", subject: "gone")
    try await book.begin(session("s-gone", of: "m-80", at: start), now: start)
    try await book.begin(session("s-stays", of: "m-90", at: start), now: start)
    for member in ["m-80", "m-90"] {
      try await book.keep(
        SignInLink(
          sha256: "link of \(member)", member: ID(member), by: ID(member),
          until: start.adding(seconds: 60)), now: start)
    }
    let byThem = SignInLink(
      sha256: "made by m-80", member: ID("m-90"), by: ID("m-80"), until: start.adding(seconds: 60))
    try await book.keep(byThem, now: start)
    _ = try await book.keep([gone], of: ID("m-80"))
    try await book.forget(ID("m-80"))
    try expect(try await book.sessions(of: ID("m-80")).isEmpty, "one who is forgotten is signed in")
    try expect(try await book.member(of: gone) == nil, "a forgotten account is known")
    try expect(try await book.take(link: "link of m-80") == nil, "their link opens a session")
    try expect(try await book.take(link: byThem.sha256) == nil, "a link made by them opens one")
    try expect(try await book.sessions(of: ID("m-90")).count == 1, "another was forgotten too")
    try expect(try await book.take(link: "link of m-90") != nil, "another's link was forgotten too")
  }

  private func expect(_ isSo: Bool, _ words: String) throws {
    guard isSo else { throw Fault(description: words) }
  }

  private func session(_ id: String, of member: String, at instant: Instant) -> WebSession {
    WebSession(
      id: id, member: ID(member), secret: "secret of \(id)", device: "Ünïcode \"x\"", now: instant)
  }

  private func changes() async throws {
    try await book.begin(session("s-1", of: "m-1", at: start), now: start)
    let nobody = try await book.change(secret: "secret of s-0") { _ in 1 }
    try expect(nobody == nil, "a secret that nobody has opens a session")
    let late = start.adding(seconds: 4_000)
    let visit = try await book.change(secret: "secret of s-1") {
      $0?.visit(by: "secret of s-1", fresh: "new", now: late)
    }
    try expect(visit == .renewed, "a session is not renewed")
    for secret in ["secret of s-1", "new"] {
      let id = try await book.change(secret: secret) { $0?.id }
      try expect(id == "s-1", "\(secret) does not open the session")
    }
    let all = try await book.sessions(of: ID("m-1"))
    try expect(
      all.map(\.seenAt) == [late] && all[0].device == "Ünïcode \"x\"", "a change was not kept")
  }

  private func ends() async throws {
    try await book.begin(session("s-2", of: "m-1", at: start), now: start)
    try await book.begin(session("s-3", of: "m-2", at: start), now: start)
    try expect(try await book.end(["s-3"], of: ID("m-1")) == 0, "a stranger's session was ended")
    try expect(try await book.end(["s-2"], of: ID("m-1")) == 1, "a session was not ended")
    try expect(
      try await book.change(secret: "secret of s-2") { $0?.id } == nil, "an ended session opens")
    _ = try await book.change(secret: "new") { $0 = nil }
    try expect(try await book.sessions(of: ID("m-1")).isEmpty, "a session that became nil is there")
    try expect(try await book.end(nil, of: ID("m-2")) == 1, "not all sessions were ended")
  }

  private func limits() async throws {
    for number in 0...WebSession.limit {
      let now = start.adding(seconds: number)
      try await book.begin(session("s-\(100 + number)", of: "m-3", at: now), now: now)
    }
    let ids = try await book.sessions(of: ID("m-3")).map(\.id)
    try expect(
      ids.count == WebSession.limit && !ids.contains("s-100") && ids.first == "s-150",
      "more sessions than a member may have, or the wrong one went: \(ids)")
    let end = start.adding(seconds: WebSession.longestSeconds)
    try await book.begin(session("s-9", of: "m-4", at: end), now: end)
    try expect(try await book.sessions(of: ID("m-3")).isEmpty, "outlived sessions are kept")
  }

  private func links() async throws {
    let link = SignInLink(
      sha256: "ab", member: ID("m-1"), by: ID("m-2"), token: "ef", until: start.adding(seconds: 60))
    try await book.keep(link, now: start)
    let book = book
    let takers = await withTaskGroup(of: SignInLink?.self) { group in
      for _ in 0..<40 { group.addTask { try? await book.take(link: "ab") } }
      return await group.reduce(into: [SignInLink]()) { found, link in
        if let link { found.append(link) }
      }
    }
    try expect(takers == [link], "\(takers.count) got one link")
    try await book.keep(link, now: start)
    let other = SignInLink(
      sha256: "cd", member: ID("m-1"), by: ID("m-1"), until: start.adding(seconds: 999))
    try await book.keep(other, now: start.adding(seconds: 60))
    try expect(try await book.take(link: "ab") == nil, "an outlived link is kept")
    try expect(try await book.take(link: "cd") == other, "a link is lost")
  }

  private func drops() async throws {
    let (one, two) = (ID<Member>("m-1"), ID<Member>("m-2"))
    for (name, member, maker) in [("own", one, one), ("given", one, two), ("made", two, one)] {
      let link = SignInLink(
        sha256: name, member: member, by: maker, until: start.adding(seconds: 60))
      try await book.keep(link, now: start)
    }
    try await book.dropLinks(for: one)
    for name in ["own", "given"] {
      try expect(try await book.take(link: name) == nil, "a dropped link is there: \(name)")
    }
    try expect(try await book.take(link: "made") != nil, "another's link was dropped")
  }

  private func identities() async throws {
    let (one, two) = (
      try Identity(issuer: "https://a.example", subject: "1"),
      try Identity(issuer: "https://a.example", subject: "2")
    )
    try expect(try await book.member(of: one) == nil, "an account is somebody's")
    try expect(try await book.keep([two, one], of: ID("m-1")), "accounts are not kept")
    try expect(try await book.identities(of: ID("m-1")) == [one, two], "not in order")
    try expect(try await book.member(of: two) == ID("m-1"), "an account is nobody's")
    try expect(try await !book.keep([two], of: ID("m-2")), "an account is two members'")
    try expect(try await book.member(of: two) == ID("m-1"), "an account changed its owner")
    try expect(try await book.keep([two], of: ID("m-1")), "accounts are not replaced")
    try expect(try await book.member(of: one) == nil, "an account is left")
    try expect(try await book.keep([], of: ID("m-1")), "accounts are not removed")
    try expect(try await book.identities(of: ID("m-1")).isEmpty, "accounts are left")
  }
}
