/// Bytes that came from outside and were not looked at yet: in memory, or wherever they lie while
/// they wait.
///
/// Two hundred telephones may send ten megabytes each at once: what waits for its turn must not
/// stand in memory.
public struct Upload: Sendable {
  /// How many bytes there are.
  public let count: Int
  private let read: @Sendable (Range<Int>) throws -> [UInt8]

  /// How many bytes `forEachPiece` gives at once.
  private static let pieceBytes = 256 << 10

  /// Bytes in memory.
  public init(_ bytes: [UInt8]) {
    self.init(count: bytes.count) { Array(bytes[$0]) }
  }

  /// Bytes elsewhere; `read` gives any range of them within `count`.
  public init(count: Int, read: @escaping @Sendable (Range<Int>) throws -> [UInt8]) {
    self.count = count
    self.read = read
  }

  /// All of them, in memory.
  public func bytes() throws -> [UInt8] { try read(0..<count) }

  /// The first so many, or all where there are fewer.
  public func prefix(_ length: Int) throws -> [UInt8] { try read(0..<min(count, length)) }

  /// Gives them one piece after the other.
  public func forEachPiece(_ body: ([UInt8]) throws -> Void) throws {
    for start in stride(from: 0, to: count, by: Self.pieceBytes) {
      try body(read(start..<min(count, start + Self.pieceBytes)))
    }
  }
}
