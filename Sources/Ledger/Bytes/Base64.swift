/// Base64 in the two spellings that the formats use, each strict: one spelling for one byte string.
///
/// Notes and proofs use the standard alphabet with padding (RFC 4648 section 4), disclosures the
/// URL-safe alphabet without padding (RFC 4648 section 5, RFC 9901 section 4.2.1).
public enum Base64 {
  /// Standard alphabet, padded.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    standard.encode(bytes)
  }

  /// Reads the standard alphabet; nil for missing padding, white space, foreign characters and
  /// trailing bits that are not zero.
  public static func decode(_ text: String) -> [UInt8]? {
    standard.decode(text)
  }

  /// URL-safe alphabet, no padding.
  public static func encodeURL(_ bytes: some Collection<UInt8>) -> String {
    urlSafe.encode(bytes)
  }

  /// Reads the URL-safe alphabet; nil for any padding, white space, foreign characters and trailing
  /// bits that are not zero.
  public static func decodeURL(_ text: String) -> [UInt8]? {
    urlSafe.decode(text)
  }

  private static let common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  private static let standard = Base64Alphabet(digits: common + "+/", isPadded: true)
  private static let urlSafe = Base64Alphabet(digits: common + "-_", isPadded: false)
}
