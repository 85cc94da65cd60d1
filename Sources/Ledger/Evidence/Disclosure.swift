/// A personal value that can be forgotten: the ledger holds its digest, the archive holds this.
///
/// The form is that of an SD-JWT object property (RFC 9901 section 4.2.1). With the salt deleted,
/// the digest tells nothing about the value, however few values there could have been.
public struct Disclosure: Sendable, Equatable {
  /// base64url of the JSON `[salt, name, value]`: exactly what the digest is over.
  public let encoded: String
  public let name: String
  public let value: JSON

  /// Bytes in a salt, at least: 128 bits (RFC 9901 section 9.3).
  public static let shortestSalt = 16

  /// Takes a salt that the caller drew for this value alone, at least `shortestSalt` bytes.
  public init(salt: [UInt8], name: String, value: JSON) throws(DisclosureFault) {
    let parts = JSON.array([.string(Base64.encodeURL(salt)), .string(name), value])
    try self.init(encoded: Base64.encodeURL(parts.canonicalBytes))
  }

  /// Reads a disclosure by whomever made it; its JSON need not be canonical.
  ///
  /// Refuses short salts and salts that are not base64url, the reserved names `_sd` and `...`
  /// (RFC 9901 section 4.2.1), and the two-element form for array elements.
  public init(encoded: String) throws(DisclosureFault) {
    guard let bytes = Base64.decodeURL(encoded) else { throw .notBase64 }
    let parts: JSON
    do throws(JSONFault) {
      parts = try JSON(parsing: bytes)
    } catch {
      throw .notJSON(error)
    }
    guard case .array(let elements) = parts, elements.count == 3,
      case .string(let salt) = elements[0], case .string(let name) = elements[1]
    else { throw .notSaltNameValue }
    guard let saltBytes = Base64.decodeURL(salt), saltBytes.count >= Self.shortestSalt else {
      throw .saltTooShort
    }
    guard name != "_sd", name != "..." else { throw .nameReserved(name) }
    self.encoded = encoded
    self.name = name
    self.value = elements[2]
  }

  /// base64url(SHA-256(ASCII bytes of `encoded`)): what the ledger holds.
  public var digest: String {
    Base64.encodeURL(SHA.sha256(encoded.utf8).bytes)
  }

  /// Equal if they are the same text, which holds everything.
  public static func == (left: Disclosure, right: Disclosure) -> Bool {
    left.encoded.isSameBytes(as: right.encoded)
  }
}
