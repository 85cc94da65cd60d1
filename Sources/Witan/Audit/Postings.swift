/// The blocks of the ledger in which one of several things is named, walked in one direction.
///
/// Each thing's next block is looked up once and kept until the walk has passed it, so that a walk
/// costs one look-up a mark and not one a step and thing.
struct Postings {
  private let facets: [Mark.Facet]
  private let isDescending: Bool
  /// By facet: the next block where it is named; nil for nowhere further.
  private var heads: [Int?]
  private var isKnown: [Bool]

  /// The blocks where any of these is named.
  init(anyOf facets: [Mark.Facet], isDescending: Bool) {
    self.facets = facets
    self.isDescending = isDescending
    heads = [Int?](repeating: nil, count: facets.count)
    isKnown = [Bool](repeating: false, count: facets.count)
  }

  /// The first block from this one on, itself included, where any of them is named.
  mutating func next(from block: Int, on shelf: any Shelf) throws -> Int? {
    var nearest: Int?
    for (place, facet) in facets.enumerated() {
      let isPassed = heads[place].map { isDescending ? $0 > block : $0 < block } ?? false
      if !isKnown[place] || isPassed {
        heads[place] = try Self.next(facet, from: block, isDescending, shelf)
        isKnown[place] = true
      }
      guard let head = heads[place] else { continue }
      nearest = nearest.map { isDescending ? max($0, head) : min($0, head) } ?? head
    }
    return nearest
  }

  private static func next(
    _ facet: Mark.Facet, from block: Int, _ isDescending: Bool, _ shelf: any Shelf
  ) throws -> Int? {
    let prefix = Mark.entries(facet)
    // A colon comes after every digit; nothing at all before it.
    var after =
      isDescending
      ? Mark.key(facet, block: block) + ":"
      : block == 0 ? prefix : Mark.key(facet, block: block - 1)
    while true {
      let filter = RecordFilter(after: after, limit: 1, isDescending: isDescending)
      guard let key = try shelf.records(.mark, filter).first?.key, key.hasPrefix(prefix) else {
        return nil
      }
      let digits = key.dropFirst(prefix.count)
      if digits.utf8.count == 12, let block = Int(digits) { return block }
      // The mark of another name that begins with this one and a slash.
      after = key
    }
  }
}
