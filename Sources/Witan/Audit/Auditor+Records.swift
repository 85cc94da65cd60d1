extension Auditor {
  /// Compares every kept record with the replayed one; a kind that cannot be read is a fault.
  func compareRecords(_ replay: ReplayPen, _ report: inout AuditReport) {
    for kind in RecordKind.allCases {
      do {
        try compareRecords(of: kind, replay, &report)
      } catch {
        report.note(kind.rawValue, "its records cannot be read: \(error)")
      }
    }
  }

  /// Goes through both in the order of their keys, a page of each at a time, byte by byte.
  private func compareRecords(
    of kind: RecordKind, _ replay: ReplayPen, _ report: inout AuditReport
  ) throws {
    var kept = RecordPages(of: kind, on: shelf, pageSize: replay.pageSize)
    var made = RecordPages(of: kind, on: replay, pageSize: replay.pageSize)
    var (left, right) = (try kept.next(), try made.next())
    while left != nil || right != nil {
      if let record = left, right.map({ record.precedes($0) }) ?? true {
        report.records += 1
        report.note("\(kind.rawValue) \(record.key)", "no event made this record")
        left = try kept.next()
      } else if let record = right, left.map({ record.precedes($0) }) ?? true {
        report.note("\(kind.rawValue) \(record.key)", "the events say it and it is missing")
        right = try made.next()
      } else if let record = left {
        report.records += 1
        if record.body != right?.body {
          report.note("\(kind.rawValue) \(record.key)", "it differs from what the events say")
        }
        (left, right) = (try kept.next(), try made.next())
      }
    }
  }
}

/// The records of a kind in the order of their keys' bytes, read by pages.
private struct RecordPages {
  private let kind: RecordKind
  private let shelf: any Shelf
  private let pageSize: Int
  private var page: [StoredRecord] = []
  private var place = 0
  private var last: StoredRecord?
  private var isLastPage = false

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
  fileprivate func precedes(_ other: StoredRecord) -> Bool {
    key.utf8.lexicographicallyPrecedes(other.key.utf8)
  }
}
