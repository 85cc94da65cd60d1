/// The order of names by their bytes.
struct NameOrder {
  /// The places of the names, in their order. Shape: [name].
  let places: [Int]

  /// Sorts names; O(n log n). Most are told apart by their first eight bytes, as one number.
  init(_ names: [String]) {
    let keyed = names.indices.map { (head: Self.head(names[$0]), place: $0) }
    let sorted = keyed.sorted { one, other in
      if one.head != other.head { return one.head < other.head }
      return names[one.place].utf8.lexicographicallyPrecedes(names[other.place].utf8)
    }
    places = sorted.map(\.place)
  }

  /// Which place each name has in the order. Shape: [name].
  var rank: [Int] {
    var rank = [Int](repeating: 0, count: places.count)
    for (position, place) in places.enumerated() { rank[place] = position }
    return rank
  }

  /// The first eight bytes, the first of them the weightiest; zeros where there are fewer.
  private static func head(_ name: String) -> UInt64 {
    var head: UInt64 = 0
    var left = 8
    for byte in name.utf8.prefix(8) {
      head = head << 8 | UInt64(byte)
      left -= 1
    }
    return left == 8 ? 0 : head << UInt64(left * 8)
  }
}
