import Witan

/// What one server remembers of those who come: how much they asked for, what they have open, and
/// what was replied under their keys. All of it is bounded.
struct Turnstile: Sendable {
  private let addresses: TokenBuckets?
  private let accounts: TokenBuckets?
  private let questions: TokenBuckets?
  /// Requests for links by e-mail; always limited, as each is a message to somebody.
  private let links = Limits.Quota(Limits.linksAnHour, inSeconds: 3_600).map(TokenBuckets.init)
  let seats = Seats()
  let once: Once

  /// A turnstile with these limits.
  init(_ limits: Limits, desk: Desk) {
    addresses = limits.address.map(TokenBuckets.init)
    accounts = limits.account.map(TokenBuckets.init)
    questions = limits.questions.map(TokenBuckets.init)
    once = Once(desk: desk)
  }

  /// Counts a request from an address; nil comes from this machine itself.
  func pass(_ address: String?, now: Instant, _ fields: inout RateFields) throws(Problem) {
    guard let address else { return }
    try take("address", addresses, address, now, &fields)
  }

  /// Counts a request from an address for a link by e-mail; all from this machine itself, and from
  /// proxies that do not say for whom, count as one.
  func passLink(_ address: String?, now: Instant, _ fields: inout RateFields) throws(Problem) {
    try take("links", links, address ?? "here", now, &fields)
  }

  /// Counts a request under an account.
  func pass(_ caller: Caller, now: Instant, _ fields: inout RateFields) throws(Problem) {
    try take("account", accounts, caller.member.id.text, now, &fields)
  }

  /// Asks a question, and counts it: not where it is refused, as whoever mistypes in an emergency
  /// has not asked yet, nor where one that was asked is told again.
  func ask(
    _ caller: Caller, on desk: Desk, _ change: () async throws -> Reply
  ) async throws -> Reply {
    guard let questions else { return try await change() }
    let account = caller.member.id.text
    let word = questions.take(account, now: desk.now())
    guard word.isGiven else { throw Problem(full: "questions", questions.quota, word) }
    do {
      return try await change()
    } catch {
      questions.putBack(account, now: desk.now())
      throw error
    }
  }

  /// Notes how many questions somebody may ask now.
  func tell(_ caller: Caller, now: Instant, _ fields: inout RateFields) {
    guard let questions else { return }
    fields.add("questions", questions.quota, questions.look(caller.member.id.text, now: now))
  }

  private func take(
    _ name: String, _ buckets: TokenBuckets?, _ key: String, _ now: Instant,
    _ fields: inout RateFields
  ) throws(Problem) {
    guard let buckets else { return }
    let word = buckets.take(key, now: now)
    fields.add(name, buckets.quota, word)
    guard word.isGiven else { throw Problem(full: name, buckets.quota, word) }
  }
}

extension Problem {
  /// Too many, by a limit of this name.
  fileprivate init(full name: String, _ quota: Limits.Quota, _ word: TokenBuckets.Word) {
    self.init(
      429, "Too many requests", code: "too-many-requests",
      "At most \(quota.count) in \(quota.seconds) seconds (\(name)); try again in "
        + "\(word.waitSeconds) seconds.", header: ["Retry-After": String(word.waitSeconds)])
  }
}
