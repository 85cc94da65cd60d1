import Witan

/// A question's entries of the ledger as a page.
struct HistoryView {
  /// One entry.
  struct Line {
    let index: Int
    let at: String
    let kind: String
    let by: String
    let summary: String
    let leafHash: String
    let entry: String
  }

  let id: String
  let lines: [Line]

  /// The entries in the order in which they happened.
  init(id: String, _ lines: [HistoryLine]) {
    self.id = id
    self.lines = lines.map {
      Line(
        index: $0.index, at: $0.at.forPeople, kind: $0.kind, by: $0.by ?? "the house",
        summary: $0.summary, leafHash: $0.leafHash, entry: $0.entry)
    }
  }
}
