/// Finds the questions that a query asks for, the latest asked first.
struct QuestionSearch {
  private let shelf: any Shelf
  private let query: LedgerQuery
  /// Of each group a question must bear a mark of any; the first group leads.
  private let groups: [[Mark.Facet]]

  /// Reads what the query names; refuses a person, subject or taxon that nobody
  /// knows.
  init(_ query: LedgerQuery, library: Library, on shelf: any Shelf) throws {
    self.shelf = shelf
    self.query = query
    if let subject = query.subject, try shelf.subject(subject) == nil {
      throw Refusal.notFound(kind: "subject", name: subject.text, field: "subject")
    }
    var groups: [[Mark.Facet]] = []
    if let person = query.person { groups.append([.person(try shelf.known(person: person))]) }
    if let taxon = query.taxon {
      let names = try shelf.names(below: taxon, library)
      groups.append(names.sorted().map { .taxon($0) })
    }
    if let place = query.place { groups.append([.place(place.code)]) }
    if let rule = query.rule { groups.append([.rule(rule)]) }
    self.groups = groups
  }

  /// The questions of the page, and whether there are more; as if those were not there that are to
  /// be left out.
  func questions(
    leavingOut isLeftOut: (ID<Question>) throws -> Bool
  ) throws -> (found: [Question], isMore: Bool) {
    var found: [Question] = []
    var heads = Heads(groups.first, shelf)
    var before =
      try query.before
      ?? query.to.flatMap {
        try shelf.asked(after: $0.adding(seconds: Self.slackSeconds))
      }
    while let id = try heads.next(before: before) {
      before = id
      guard let question = try shelf.question(id) else { continue }
      // Later names are of later questions, but for a clock that was set back.
      if let from = query.from, question.askedAt < from.adding(seconds: -Self.slackSeconds) {
        break
      }
      guard query.from.map({ $0 <= question.askedAt }) ?? true,
        query.to.map({ question.askedAt <= $0 }) ?? true,
        query.subject.map({ question.subject == $0 }) ?? true,
        try groups.dropFirst().allSatisfy({ try isMarked(id, anyOf: $0) })
      else { continue }
      if try isLeftOut(id) { continue }
      guard found.count < query.limit else { return (found, true) }
      found.append(question)
    }
    return (found, false)
  }

  /// How far clocks are expected to be set back at most. Names are given by the clock of the moment
  /// and sort by it; beyond this, a search by time may miss a question.
  private static let slackSeconds = 86_400

  private func isMarked(_ id: ID<Question>, anyOf facets: [Mark.Facet]) throws -> Bool {
    try facets.contains { try shelf.record(.mark, Mark.key($0, id)) != nil }
  }
}

extension Shelf {
  /// The first question that was asked after an instant; nil for none.
  fileprivate func asked(after instant: Instant) throws -> ID<Question>? {
    let start = try firstIndex(notBefore: Instant(milliseconds: instant.milliseconds + 1))
    let size = try ledgerSize()
    var postings = Postings(anyOf: [.kind("questionAsked")], isDescending: false)
    var block = Mark.block(of: start)
    while block * Mark.blockSize < size, let found = try postings.next(from: block, on: self) {
      let bounds = max(start, found * Mark.blockSize)..<min(size, (found + 1) * Mark.blockSize)
      for bytes in bounds.isEmpty ? [] : try entries(bounds) {
        if case .questionAsked(let fact) = try Entry(bytes: bytes).event { return fact.question }
      }
      block = found + 1
    }
    return nil
  }
}

/// The questions that bear a mark of any of several things, or all questions, in falling order.
private struct Heads {
  private let shelf: any Shelf
  /// Nil for all questions.
  private let facets: [Mark.Facet]?
  /// By facet: its next question, once looked up; the inner nil for no further.
  private var heads: [ID<Question>??]

  init(_ facets: [Mark.Facet]?, _ shelf: any Shelf) {
    self.shelf = shelf
    self.facets = facets
    heads = [ID<Question>??](repeating: nil, count: facets?.count ?? 0)
  }

  /// The latest question before another; nil for none.
  mutating func next(before: ID<Question>?) throws -> ID<Question>? {
    guard let facets else {
      let filter = RecordFilter(after: before?.text, limit: 1, isDescending: true)
      return try shelf.records(.question, filter).first.map { ID($0.key) }
    }
    var latest: ID<Question>?
    for (place, facet) in facets.enumerated() {
      if case .some(.some(let head)) = heads[place], before.map({ head < $0 }) ?? true {
        latest = latest.map { max($0, head) } ?? head
        continue
      }
      if case .some(.none) = heads[place] { continue }
      let head = try Self.next(facet, before: before, shelf)
      heads[place] = .some(head)
      if let head { latest = latest.map { max($0, head) } ?? head }
    }
    return latest
  }

  private static func next(
    _ facet: Mark.Facet, before: ID<Question>?, _ shelf: any Shelf
  ) throws -> ID<Question>? {
    let prefix = Mark.questions(facet)
    var after = before.map { prefix + $0.text } ?? prefix + "~"
    while true {
      let filter = RecordFilter(after: after, limit: 1, isDescending: true)
      guard let key = try shelf.records(.mark, filter).first?.key, key.hasPrefix(prefix) else {
        return nil
      }
      let name = key.dropFirst(prefix.count)
      if !name.contains("/") { return ID(String(name)) }
      after = key
    }
  }
}
