/// Which entries of the ledger, or which questions, an auditor wants: the same fields in the query
/// of an address, on the command line and in the page's form.
///
/// What is absent or empty filters nothing; what stands together must all hold.
public struct LedgerQuery: Equatable, Sendable {
  /// The question they belong to.
  public var question: ID<Question>?
  /// The subject of the questions that are searched.
  public var subject: ID<Subject>?
  /// Who did it or whom it concerns: a handle, or a member's name in the ledger.
  public var person: String?
  /// The kind of the event, `answerGiven`.
  public var kind: String?
  /// Where the question was asked, or what holds that place: `IN-KA`, `IN`, `142`.
  public var place: Place?
  /// Any name of a taxon; one below it counts as well.
  public var taxon: String?
  /// The version of the rule by which a verdict was reached, or which came into force.
  public var rule: String?
  /// The first instant that counts.
  public var from: Instant?
  /// The last instant that counts.
  public var to: Instant?
  /// Entries: only those before this index, or (oldest first) after it.
  public var cursor: Int?
  /// Questions: only those asked before this one.
  public var before: ID<Question>?
  /// Entries: the latest first, or the oldest.
  public var order: Order
  /// How many at most, 1 to 500.
  public var limit: Int

  /// In which order entries are listed.
  public enum Order: String, CaseIterable, Sendable {
    case latest, oldest
  }

  /// Whether it asks by something that only answers and verdicts say.
  var asksWhatWasSaid: Bool { taxon != nil || rule != nil || person != nil }

  /// The fields of a query about entries.
  public static let entryFields = [
    "question", "person", "kind", "place", "taxon", "rule", "from", "to", "order", "cursor",
    "limit",
  ]
  /// The fields of a query about questions.
  public static let questionFields = [
    "subject", "person", "place", "taxon", "rule", "from", "to", "before", "limit",
  ]

  /// Reads a query.
  ///
  /// Refuses a field that is not among those known, as evidence that was filtered by a misspelt
  /// word would be taken for all there is, and values that no field can have.
  public init(_ fields: [String: String], known: [String]) throws(Refusal) {
    for name in fields.keys.sorted() where !known.contains(name) {
      throw .invalid(
        field: name, reason: "it is not known here; known are \(known.joined(separator: ", "))")
    }
    func text(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
    question = text("question").map { ID($0) }
    subject = text("subject").map { ID($0) }
    (person, taxon, rule) = (text("person"), text("taxon"), text("rule"))
    kind = text("kind")
    if let kind, !Event.kinds.contains(kind) {
      throw .invalid(
        field: "kind",
        reason: "no event is called \"\(kind)\"; there are "
          + Event.kinds.joined(separator: ", "))
    }
    place = try text("place").map { code throws(Refusal) in try Place(code) }
    from = try Self.instant(text("from"), field: "from", isEnd: false)
    to = try Self.instant(text("to"), field: "to", isEnd: true)
    cursor = try Self.number(text("cursor"), field: "cursor", in: 0...Int.max)
    before = try Self.page(text("before"))
    limit = try Self.number(text("limit"), field: "limit", in: 1...500) ?? 50
    order = .latest
    if let word = text("order") {
      guard let known = Order(rawValue: word) else {
        throw .invalid(field: "order", reason: "latest or oldest")
      }
      order = known
    }
  }

  /// The question before which a page begins; refuses what names none, as a page would begin
  /// anywhere.
  static func page(_ text: String?) throws(Refusal) -> ID<Question>? {
    guard let text else { return nil }
    guard text.wholeMatch(of: #/q-[0-9a-hjkmnp-tv-z]{13}/#) != nil else {
      throw .invalid(field: "before", reason: "it is no page's end; begin anew")
    }
    return ID(text)
  }

  /// A whole number within these bounds; nil for none.
  static func number(
    _ text: String?, field: String, in range: ClosedRange<Int>
  ) throws(Refusal) -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), range.contains(number),
      text.utf8.allSatisfy({ (48...57).contains($0) })
    else {
      throw .invalid(
        field: field,
        reason: range.upperBound == Int.max
          ? "a whole number is needed" : "\(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A day, a minute, a second or a millisecond of UTC (RFC 3339); as an end, the last instant of
  /// it.
  static func instant(
    _ text: String?, field: String, isEnd: Bool
  ) throws(Refusal) -> Instant? {
    guard let text else { return nil }
    guard let span = Instant.span(text) else {
      throw .invalid(
        field: field,
        reason: "\"\(text)\" is no instant: give 2026-11-21 or 2026-11-21T03:42:18Z, in UTC")
    }
    return isEnd ? span.upperBound : span.lowerBound
  }
}

extension Instant {
  /// The instants that a text may mean: `2026-11-21` a day, `2026-11-21T03:42Z` a minute,
  /// `2026-11-21T03:42:18Z` a second, with three digits more a millisecond; nil for other texts.
  static func span(_ text: String) -> ClosedRange<Instant>? {
    let stem = text.hasSuffix("Z") ? String(text.dropLast()) : text
    let (rest, length): (String, Int)
    switch (stem.utf8.count, text.hasSuffix("Z")) {
    case (10, false): (rest, length) = ("T00:00:00.000", 86_400_000)
    case (16, true): (rest, length) = (":00.000", 60_000)
    case (19, true): (rest, length) = (".000", 1_000)
    case (23, true): (rest, length) = ("", 1)
    default: return nil
    }
    guard let start = Instant(stem + rest + "Z") else { return nil }
    return start...Instant(milliseconds: start.milliseconds + length - 1)
  }
}
