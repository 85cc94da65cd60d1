/// Votes whose names are being looked up, a hundred at a time, so that memory is waited for once.
struct VoteQueue: Sendable {
  /// The votes that wait at most: their bytes and places stay in the processor's memory.
  static let limit = 128

  /// The names of the votes that wait, one after the other.
  private(set) var text: [UInt8] = []
  /// Where each of the three names of each vote ends.
  private(set) var ends: [Int] = []

  /// Whether it is time to look them up.
  var isFull: Bool { ends.count >= 3 * Self.limit }

  /// The votes that wait.
  var count: Int { ends.count / 3 }

  /// Appends one name of a vote.
  @inline(__always)
  mutating func append(_ range: Range<Int>, of bytes: Span<UInt8>) {
    for position in range { text.append(bytes[position]) }
    ends.append(text.count)
  }

  /// Where a name stands in `text`.
  @inline(__always)
  func range(_ name: Int) -> Range<Int> { (name == 0 ? 0 : ends[name - 1])..<ends[name] }

  /// Forgets all.
  mutating func clear() {
    text.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
