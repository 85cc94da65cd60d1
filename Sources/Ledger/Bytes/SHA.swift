import Crypto

/// The one hash function of the ledger (FIPS 180-4).
public enum SHA {
  /// SHA-256 of the bytes.
  public static func sha256(_ bytes: some Collection<UInt8>) -> TreeHash {
    // Where the bytes lie in one piece, as in an array, they are hashed in place.
    let hash = bytes.withContiguousStorageIfAvailable { piece in
      var hash = SHA256()
      hash.update(bufferPointer: UnsafeRawBufferPointer(piece))
      return hash.finalize()
    }
    guard let found = TreeHash(Array(hash ?? SHA256.hash(data: Array(bytes)))) else {
      preconditionFailure("a SHA-256 has 32 bytes")
    }
    return found
  }

  /// SHA-256 of bytes that come in pieces, so that the whole need never be in memory.
  public struct Stream: Sendable {
    private var hash = SHA256()

    /// Of nothing yet.
    public init() {}

    /// Takes the next piece.
    public mutating func take(_ piece: UnsafeRawBufferPointer) { hash.update(bufferPointer: piece) }

    /// The hash of all pieces.
    public func finish() -> TreeHash {
      guard let found = TreeHash(Array(hash.finalize())) else {
        preconditionFailure("a SHA-256 has 32 bytes")
      }
      return found
    }
  }
}
