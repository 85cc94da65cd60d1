internal import CPrefetch

/// Names and their numbers, in the order in which they came; told apart by their bytes.
///
/// A hash table of open addresses over bytes: file after file says the same few names millions of
/// times, and none of those makes a string. 16 bytes a place, at most half of the places taken, and
/// each name once. The seed is the process's own, so no file can be made to fall on one place.
struct VoteNames: Sendable {
  /// A place of the table: `key` is the name itself up to eight bytes, a hash of a longer one.
  private struct Place {
    var key: UInt64 = 0
    var length: Int32 = 0
    /// -1 where nothing stands.
    var number: Int32 = -1
  }

  /// The names that a key holds whole.
  private static let shortest = 8

  private var places = [Place](repeating: Place(), count: 64)
  /// All names, one after the other, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private let seed = UInt64(truncatingIfNeeded: Hasher().finalize())

  /// The number of different names.
  var count: Int { ends.count }

  /// A name that waits for its number: what it is looked up by, and where it stands.
  struct Sought {
    fileprivate let key: UInt64
    let range: Range<Int>
  }

  /// Begins to look up the name at `range` of `text`: its place in the table is fetched, so that
  /// `number` need not wait for memory if others are sought in between.
  @inline(__always)
  func seek(_ range: Range<Int>, in text: Span<UInt8>) -> Sought {
    let key = key(of: range, in: text)
    places.withUnsafeBufferPointer { places in
      witan_prefetch(places.baseAddress.map { $0 + start(of: key) })
    }
    return Sought(key: key, range: range)
  }

  /// The number of a name of `text`; a new one if it is new.
  mutating func number(of name: Sought, in text: Span<UInt8>) -> Int32 {
    let (key, range) = (name.key, name.range)
    let length = Int32(truncatingIfNeeded: range.count)
    var at = start(of: key)
    while places[at].number >= 0 {
      let place = places[at]
      if place.key == key && place.length == length {
        if range.count <= Self.shortest || isName(place.number, range, text) {
          return place.number
        }
      }
      at = (at + 1) & (places.count - 1)
    }
    let number = Int32(ends.count)
    places[at] = Place(key: key, length: length, number: number)
    for position in range { bytes.append(text[position]) }
    ends.append(bytes.count)
    if ends.count * 2 > places.count { grow() }
    return number
  }

  /// The names by colour, then by bytes; and the new number of each old one.
  ///
  /// Colours are spread evenly, so their first bits deal them out into lots of about eight.
  func ordered(by colours: [UInt64]) -> (names: [String], number: [Int32]) {
    let bits = max(0, Int.bitWidth - count.leadingZeroBitCount - 4)
    func lot(_ number: Int) -> Int { Int((colours[number] >> 1) >> UInt64(63 - bits)) }
    var ends = [Int](repeating: 0, count: (1 << bits) + 1)
    for number in 0..<count { ends[lot(number) + 1] += 1 }
    for lot in 0..<(1 << bits) { ends[lot + 1] += ends[lot] }
    var (order, next) = ([Int](repeating: 0, count: count), ends)
    for number in 0..<count {
      order[next[lot(number)]] = number
      next[lot(number)] += 1
    }
    let lots = ends
    Slots.write(to: &order) { order in
      Parts.forEach(in: 1 << bits, steps: count * 32) { _, range in
        for lot in range {
          var own = UnsafeMutableBufferPointer(
            start: order.base + lots[lot], count: lots[lot + 1] - lots[lot])
          own.sort { one, other in
            if colours[one] != colours[other] { return colours[one] < colours[other] }
            return self.name(one).lexicographicallyPrecedes(self.name(other))
          }
        }
      }
    }
    var number = [Int32](repeating: 0, count: count)
    for (place, old) in order.enumerated() { number[old] = Int32(place) }
    let places = order
    let names = Parts.map(count) { String(decoding: self.name(places[$0]), as: UTF8.self) }
    return (names, number)
  }

  /// The bytes of the name of this number.
  private func name(_ number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

  /// Where the name of this number stands in `bytes`.
  private func range(of number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  /// Whether the name of this number is the one at `range` of `text`, of the same length.
  private func isName(_ number: Int32, _ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    let own = self.range(of: Int(number))
    return range.indices.allSatisfy { bytes[own.lowerBound + $0 - range.lowerBound] == text[$0] }
  }

  /// Up to eight bytes as a number; the hash of more.
  @inline(__always)
  private func key(of range: Range<Int>, in text: Span<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    if range.count <= Self.shortest {
      for position in range { key = key << 8 | UInt64(text[position]) }
      return key
    }
    var (hash, position) = (seed, range.lowerBound)
    while position < range.upperBound {
      key = 0
      for next in position..<min(position + 8, range.upperBound) {
        key = key << 8 | UInt64(text[next])
      }
      hash = VoteColours.mixed(hash ^ key)
      position += 8
    }
    return hash
  }

  /// The place where the search for a key begins.
  @inline(__always)
  private func start(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: VoteColours.mixed(key ^ seed)) & (places.count - 1)
  }

  /// Twice as many places, each name at its new one.
  private mutating func grow() {
    let old = places
    places = [Place](repeating: Place(), count: old.count * 2)
    for place in old where place.number >= 0 {
      var at = start(of: place.key)
      while places[at].number >= 0 { at = (at + 1) & (places.count - 1) }
      places[at] = place
    }
  }
}
