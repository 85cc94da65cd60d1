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

  /// Counts a request under an account; a question counts twice, as a request and as a question.
  func pass(
    _ caller: Caller, asks: Bool, now: Instant, _ fields: inout RateFields
  ) throws(Problem) {
    let account = caller.member.id.text
    try take("account", accounts, account, now, &fields)
    if asks { try take("questions", questions, account, now, &fields) }
  }

  /// Takes back that a question was counted, as none came of it.
  func unask(_ caller: Caller, now: Instant, _ fields: inout RateFields) {
    guard let questions else { return }
    let word = questions.putBack(caller.member.id.text, now: now)
    fields.replace("questions", questions.quota, word)
  }

  private func take(
    _ name: String, _ buckets: TokenBuckets?, _ key: String, _ now: Instant,
    _ fields: inout RateFields
  ) throws(Problem) {
    guard let buckets else { return }
    let word = buckets.take(key, now: now)
    fields.add(name, buckets.quota, word)
    guard !word.isGiven else { return }
    throw Problem(
      429, "Too many requests", code: "too-many-requests",
      "At most \(buckets.quota.count) in \(buckets.quota.seconds) seconds (\(name)); try again in "
        + "\(word.waitSeconds) seconds.", header: ["Retry-After": String(word.waitSeconds)])
  }
}
