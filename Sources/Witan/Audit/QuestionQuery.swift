/// Which of the questions that one may see one wants: the same fields in the query of an address
/// and on the command line. What is absent or empty filters nothing; all that is given must hold.
///
/// It filters what the reader sees, so that nobody learns by a filter what is sealed from them.
public struct QuestionQuery: Equatable, Sendable {
  private let phase: Phase?
  private let subject: String?
  private let urgency: Urgency?
  private let place: Place?
  private let from: Instant?
  private let to: Instant?
  private let text: String?
  /// Only questions asked before this one.
  let before: String?
  /// How many at most, 1 to 100.
  let limit: Int

  /// The fields that are known.
  public static let fields = [
    "phase", "subject", "urgency", "place", "from", "to", "text", "before", "limit",
  ]

  /// Reads a query; refuses fields that are not known, as what was filtered by a misspelt word
  /// would be taken for all there is, and values that no field can have.
  public init(_ fields: [String: String]) throws(Refusal) {
    for name in fields.keys.sorted() where !Self.fields.contains(name) {
      throw .invalid(
        field: name,
        reason: "it is not known here; known are \(Self.fields.joined(separator: ", "))")
    }
    func given(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
    func word<Word: RawRepresentable & CaseIterable>(
      _ name: String, _ type: Word.Type
    ) throws(Refusal) -> Word? where Word.RawValue == String {
      guard let text = given(name) else { return nil }
      guard let word = Word(rawValue: text) else {
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid(field: name, reason: "one of \(known)")
      }
      return word
    }
    phase = try word("phase", Phase.self)
    urgency = try word("urgency", Urgency.self)
    (subject, text) = (given("subject"), given("text"))
    before = try LedgerQuery.page(given("before"))?.text
    place = try given("place").map { code throws(Refusal) in try Place(code) }
    from = try LedgerQuery.instant(given("from"), field: "from", isEnd: false)
    to = try LedgerQuery.instant(given("to"), field: "to", isEnd: true)
    // An empty number was lost on the way.
    limit = try LedgerQuery.number(fields["limit"], field: "limit", in: 1...100) ?? 20
  }

  /// Whether it wants all that there are.
  var wantsAll: Bool {
    phase == nil && subject == nil && urgency == nil && place == nil && from == nil && to == nil
      && text == nil
  }

  /// Whether it wants a question, as its reader sees it.
  func wants(_ sheet: QuestionSheet) -> Bool {
    let codes = sheet.place.flatMap { try? Place($0) }?.codes ?? []
    return phase.map { $0 == sheet.phase } ?? true
      && subject.map { $0 == sheet.subject } ?? true
      && urgency.map { $0 == sheet.urgency } ?? true
      && place.map { codes.contains($0.code) } ?? true
      && from.map { $0 <= sheet.askedAt } ?? true && to.map { sheet.askedAt <= $0 } ?? true
      && text.map { sheet.text?.lowercased().contains($0.lowercased()) ?? false } ?? true
  }
}

extension Desk {
  /// Questions that the caller may see and wants, the latest first, and what to send as `before`
  /// for the next page; nil at the end.
  ///
  /// So many are looked at for one page; where too few of them are wanted, it is shorter than its
  /// limit, or empty, and `next` leads on.
  public func questions(
    _ caller: Caller, _ query: QuestionQuery
  ) async throws -> (items: [QuestionSheet], next: String?) {
    let (library, now) = (library, world.now())
    let seesAll = caller.member.isOne(of: .auditor, .steward)
    let condition: RecordFilter.Condition =
      seesAll ? .all : .equal(field: "asker", to: caller.member.id.text)
    let chunk = query.wantsAll ? query.limit + 1 : 100
    return try await archive.read { shelf in
      var (items, after, count) = ([QuestionSheet](), query.before, 0)
      while true {
        let found = try shelf.questions(
          RecordFilter(condition, after: after, limit: chunk, isDescending: true))
        for question in found {
          guard items.count < query.limit, count < Self.lookLimit else { return (items, after) }
          (after, count) = (question.id.text, count + 1)
          if let sheet = try View(of: question, for: caller, on: shelf, now: now)?.sheet(library),
            query.wants(sheet)
          {
            items.append(sheet)
          }
        }
        if found.count < chunk { return (items, nil) }
      }
    }
  }

  /// How many questions are looked at for one page.
  private static var lookLimit: Int { 1_000 }
}
