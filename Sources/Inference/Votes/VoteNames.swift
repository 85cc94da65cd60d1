/// Names and their numbers, in the order in which they came.
struct VoteNames: Sendable {
  /// A name as bytes: Swift compares strings by meaning, and two spellings are two names.
  private struct Spelling: Hashable {
    let text: String

    static func == (one: Spelling, other: Spelling) -> Bool {
      one.text.utf8.elementsEqual(other.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
      for byte in text.utf8 { hasher.combine(byte) }
    }
  }

  private var numbers: [Spelling: Int32] = [:]
  private var names: [String] = []

  /// The number of different names.
  var count: Int { names.count }

  /// The number of `name`; a new one if it is new.
  mutating func number(of name: String) -> Int32 {
    let spelling = Spelling(text: name)
    if let known = numbers[spelling] { return known }
    let number = Int32(names.count)
    numbers[spelling] = number
    names.append(name)
    return number
  }

  /// The names by colour, then by bytes; and the new number of each old one.
  func ordered(by colours: [UInt64]) -> (names: [String], number: [Int32]) {
    let order = names.indices.sorted { one, other in
      if colours[one] != colours[other] { return colours[one] < colours[other] }
      return names[one].utf8.lexicographicallyPrecedes(names[other].utf8)
    }
    var number = [Int32](repeating: 0, count: names.count)
    for (place, old) in order.enumerated() { number[old] = Int32(place) }
    return (order.map { names[$0] }, number)
  }
}
