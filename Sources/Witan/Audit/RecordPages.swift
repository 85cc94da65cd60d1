/// The records of a kind in the order of their keys' bytes, read by pages.
struct RecordPages {
  private let kind: RecordKind
  private let shelf: any Shelf
  private let pageSize: Int
  private var page: [StoredRecord] = []
  private var place = 0
  private var last: StoredRecord?
  private var isLastPage = false

  /// From the first on.
  init(of kind: RecordKind, on shelf: any Shelf, pageSize: Int) {
    (self.kind, self.shelf, self.pageSize) = (kind, shelf, pageSize)
  }

  /// The next record; nil at the end. Throws where keys do not ascend, as in a damaged table.
  mutating func next() throws -> StoredRecord? {
    if place == page.count {
      guard !isLastPage else { return nil }
      page = try shelf.records(kind, RecordFilter(after: last?.key, limit: pageSize))
      (place, isLastPage) = (0, page.count < pageSize)
      guard !page.isEmpty else { return nil }
    }
    let record = page[place]
    if let last, !last.precedes(record) {
      throw Refusal.conflict(reason: "The keys are not in order at \(record.key).")
    }
    place += 1
    last = record
    return record
  }
}

extension StoredRecord {
  /// Whether its key comes before another's in the order of bytes.
  func precedes(_ other: StoredRecord) -> Bool {
    key.utf8.lexicographicallyPrecedes(other.key.utf8)
  }
}
