/// The 32 bytes of a SHA-256: a leaf, a node or a root of the ledger's tree.
public struct TreeHash: Hashable, Sendable, CustomStringConvertible {
  /// How many bytes a hash has.
  public static let byteCount = 32

  /// The bytes in place: a tree holds millions of hashes, and an array each would double its size.
  private let lanes: SIMD32<UInt8>

  /// Takes exactly 32 bytes; nil for any other number.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    var lanes = SIMD32<UInt8>()
    withUnsafeMutableBytes(of: &lanes) { $0.copyBytes(from: bytes) }
    self.lanes = lanes
  }

  /// Reads 64 lowercase hexadecimal digits; nil for anything else.
  public init?(hex: String) {
    guard let bytes = Hex.decode(hex) else { return nil }
    self.init(bytes)
  }

  /// Reads 44 characters of padded standard base64; nil for anything else.
  public init?(base64: String) {
    guard let bytes = Base64.decode(base64) else { return nil }
    self.init(bytes)
  }

  /// The 32 bytes, first byte first.
  public var bytes: [UInt8] {
    withUnsafeBytes(of: lanes) { Array($0) }
  }

  /// 64 lowercase hexadecimal digits.
  public var hex: String { Hex.encode(bytes) }

  /// 44 characters of padded standard base64, as checkpoints and proofs spell it.
  public var base64: String { Base64.encode(bytes) }

  /// The same as `hex`.
  public var description: String { hex }
}
