import Ledger

extension Desk {
  /// A page of the ledger's entries, as a query asks; for auditors and stewards. What belongs to an
  /// open question about which the caller may yet be asked is left out and counted.
  public func history(_ caller: Caller, _ query: LedgerQuery) async throws -> LedgerHistory {
    try caller.needs(.auditor, .steward)
    let library = library
    return try await archive.read { shelf in
      if let question = query.question { _ = try shelf.existing(question) }
      return try LedgerReader(query, for: caller, library: library, on: shelf).page()
    }
  }

  /// One entry of the ledger.
  public func entry(_ caller: Caller, index: Int) async throws -> HistoryLine {
    try caller.needs(.auditor, .steward)
    return try await archive.read { shelf in
      guard index >= 0, let bytes = try shelf.entries(index..<index + 1).first else {
        throw Refusal.notFound(kind: "entry", name: String(index))
      }
      let entry = try Entry(bytes: bytes)
      if let id = entry.event.question {
        try View.needsUnsealed(shelf.existing(id), for: caller, on: shelf)
      }
      return try HistoryLine(entry, on: shelf)
    }
  }

  /// The questions that a query finds, the latest first, and what to ask for next as `before`.
  public func search(
    _ caller: Caller, _ query: LedgerQuery
  ) async throws -> (items: [QuestionSheet], next: String?) {
    try caller.needs(.auditor, .steward)
    let library = library
    return try await archive.read { shelf in
      let search = try QuestionSearch(query, library: library, on: shelf)
      var seals = try Seals(for: caller, on: shelf)
      // That it was found would tell what others said, also by the room that it takes on a page.
      let (found, isMore) = try search.questions {
        try query.asksWhatWasSaid && seals.cover($0)
      }
      let items = try found.compactMap {
        try View(of: $0, for: caller, on: shelf)?.sheet(library)
      }
      return (items, isMore ? found.last?.id.text : nil)
    }
  }

  /// The name under which the ledger is known, its title, and when it began.
  public func community(_ caller: Caller) async throws -> Community {
    try caller.needs(.auditor, .steward)
    return try await archive.read { try $0.community() }
  }
}
