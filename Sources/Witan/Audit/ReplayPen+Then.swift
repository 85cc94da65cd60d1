extension ReplayPen {
  /// Applies entries of a record to this one.
  ///
  /// - Parameter progress: told after each entry: done, of how many.
  func apply(
    _ range: Range<Int>, of shelf: any Shelf, progress: (Int, Int) -> Void = { _, _ in }
  ) throws {
    for index in range {
      guard let bytes = try shelf.entries(index..<index + 1).first else {
        throw Refusal.notFound(kind: "entry", name: String(index))
      }
      try append(bytes)
      try Projector.apply(try Entry(bytes: bytes), to: self)
      progress(index + 1, range.upperBound)
    }
  }

  /// What is needed to show a question as it was after so many entries: its own of them, and what
  /// they lean on, found by the index. The whole ledger need not be read for it.
  func applyQuestion(_ id: ID<Question>, size: Int, of shelf: any Shelf) throws {
    let own = try shelf.trace(of: id).filter { $0.index < size }
    var persons = Set(try own.flatMap { try $0.persons(on: shelf) })
    for kind in ["communityFounded", "ruleAdopted", "emergencyTextSet"] {
      for entry in try shelf.entries(ofKind: kind, before: size) {
        try Projector.apply(entry, to: self)
        persons.formUnion(try entry.persons(on: shelf))
      }
    }
    for person in persons {
      guard let body = try shelf.record(.member, person.text) else { continue }
      try put(.member, person.text, body)
    }
    for subject in try shelf.subjects() { try put(.subject, subject.id.text, subject) }
    for entry in own { try Projector.apply(entry, to: self) }
  }
}

extension Shelf {
  /// The entries of a kind before an index, the oldest first.
  func entries(ofKind kind: String, before size: Int) throws -> [Entry] {
    var postings = Postings(anyOf: [.kind(kind)], isDescending: false)
    var found: [Entry] = []
    var block = 0
    while block * Mark.blockSize < size, let next = try postings.next(from: block, on: self) {
      let start = next * Mark.blockSize
      guard start < size else { break }
      for bytes in try entries(start..<min(start + Mark.blockSize, size)) {
        let entry = try Entry(bytes: bytes)
        if entry.event.kind == kind { found.append(entry) }
      }
      block = next + 1
    }
    return found
  }

  /// How many entries stood when something was as it is wanted: an entry's index (it is the last
  /// that counts), or a day or instant (all until its end).
  func size(asOf text: String) throws -> Int {
    let size = try ledgerSize()
    if text.utf8.allSatisfy({ (48...57).contains($0) }), let index = Int(text) {
      guard index < size else { throw Refusal.notFound(kind: "entry", name: text) }
      return index + 1
    }
    guard let span = Instant.span(text) else {
      throw Refusal.invalid(
        field: "as-of",
        reason: "\"\(text)\" is no entry's index and no instant such as 2026-11-21T03:42:18Z")
    }
    let next = Instant(milliseconds: span.upperBound.milliseconds + 1)
    return try firstIndex(notBefore: next)
  }
}
