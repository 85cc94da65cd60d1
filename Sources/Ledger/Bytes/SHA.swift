import Crypto

/// The one hash function of the ledger (FIPS 180-4).
public enum SHA {
  /// SHA-256 of the bytes.
  public static func sha256(_ bytes: some Collection<UInt8>) -> TreeHash {
    guard let hash = TreeHash(Array(SHA256.hash(data: Array(bytes)))) else {
      preconditionFailure("a SHA-256 has 32 bytes")
    }
    return hash
  }
}
