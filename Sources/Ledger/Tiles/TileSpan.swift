/// Which stretch of a level is meant: the number of a tile, and how much of it there is
/// (C2SP tlog-tiles, the part `<N>[.p/<W>]` of a tile's path).
public struct TileSpan: Hashable, Sendable {
  /// Counts from 0 within its level.
  public let number: Int
  /// 1 to 256; fewer than 256 where the tile is not full yet.
  public let width: Int

  /// Hashes, or entries, in a full tile.
  public static let fullWidth = 256
  /// Tiles of a level, at most: places are counted by `Int`.
  private static let highestNumber = Int.max / fullWidth - 1

  /// A stretch; nil for a width that is none, or a number beyond all trees.
  public init?(number: Int, width: Int = fullWidth) {
    guard (0...Self.highestNumber).contains(number), (1...Self.fullWidth).contains(width) else {
      return nil
    }
    self.number = number
    self.width = width
  }

  /// Reads `067`, `x001/x234/067`, `067.p/8`; nil for every other spelling than the one that
  /// `path` gives, so that a tile has one address.
  public init?(path: String) {
    var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map(Array.init)
    var width = Self.fullWidth
    if parts.count > 1, parts[parts.count - 2].suffix(2).elementsEqual(".p".utf8) {
      guard let partial = Int(plainDecimal: parts.removeLast()), partial < Self.fullWidth else {
        return nil
      }
      width = partial
      parts[parts.count - 1].removeLast(2)
    }
    guard let number = Self.number(parts) else { return nil }
    self.init(number: number, width: width)
    guard self.path.isSameBytes(as: path) else { return nil }
  }

  /// Whether the tile is full, and will never be another.
  public var isFull: Bool { width == Self.fullWidth }

  /// The places within the level that this stretch covers.
  public var places: Range<Int> {
    number * Self.fullWidth..<number * Self.fullWidth + width
  }

  /// Groups of three digits, all but the last after an `x`, and `.p/<width>` where it is not full.
  public var path: String {
    var groups = [Self.threeDigits(number % 1000)]
    var rest = number / 1000
    while rest > 0 {
      groups.append("x" + Self.threeDigits(rest % 1000))
      rest /= 1000
    }
    return groups.reversed().joined(separator: "/") + (isFull ? "" : ".p/\(width)")
  }

  private static func threeDigits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// The number that groups of digits spell; nil for other groups or one that does not fit.
  private static func number(_ groups: [[UInt8]]) -> Int? {
    var number = 0
    for group in groups {
      let digits = group.first == UInt8(ascii: "x") ? group.dropFirst() : group[...]
      guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
      for digit in digits {
        let (shifted, isOver) = number.multipliedReportingOverflow(by: 10)
        let (next, isBeyond) = shifted.addingReportingOverflow(Int(digit - 48))
        guard !isOver, !isBeyond else { return nil }
        number = next
      }
    }
    return number
  }
}
