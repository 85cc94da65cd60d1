/// A stretch of the tree's hashes as it is served (C2SP tlog-tiles): level L holds the hashes of
/// complete subtrees of 256^L entries, 256 of them a tile.
public struct Tile: Hashable, Sendable {
  /// 0 for the hashes of entries.
  public let level: Int
  public let span: TileSpan

  /// The tree's levels between two levels of tiles: 2^8 = 256.
  public static let height = 8
  /// The highest level that the format can spell.
  public static let highestLevel = 63

  /// A tile; nil for a level that the format cannot spell.
  public init?(level: Int, span: TileSpan) {
    guard (0...Self.highestLevel).contains(level) else { return nil }
    self.level = level
    self.span = span
  }

  /// Reads `<L>/<N>[.p/<W>]`; nil for every other spelling than the one that `path` gives.
  public init?(path: String) {
    let parts = path.utf8.split(
      separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let level = Int(plainDecimal: parts[0]),
      let span = TileSpan(path: String(decoding: parts[1], as: UTF8.self))
    else { return nil }
    self.init(level: level, span: span)
  }

  /// `<L>/<N>[.p/<W>]`.
  public var path: String { "\(level)/\(span.path)" }

  /// Whether a tree of this size has all hashes of the tile.
  public func isWithin(size: Int) -> Bool {
    span.places.upperBound <= size >> (level * Self.height)
  }

  /// The hashes one after the other, 32 bytes each; throws `ProofFault.nodeMissing` where the tree
  /// does not have them.
  public func bytes(nodes: some NodeReading) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(span.width * TreeHash.byteCount)
    for index in span.places {
      bytes += try nodes.node(NodePlace(level: level * Self.height, index: index)).bytes
    }
    return bytes
  }
}
