/// Why a disclosure is refused.
public enum DisclosureFault: Error, Sendable, Equatable {
  /// The text is not strict base64url without padding.
  case notBase64
  /// The decoded text is not JSON that may be hashed.
  case notJSON(JSONFault)
  /// The JSON is not an array of a salt, a name and a value.
  case notSaltNameValue
  /// The salt is not base64url of at least `Disclosure.shortestSalt` bytes.
  case saltTooShort
  /// The name has a meaning of its own in SD-JWT.
  case nameReserved(String)
}

extension DisclosureFault: CustomStringConvertible {
  /// A sentence for people.
  public var description: String {
    switch self {
    case .notBase64: "The disclosure is not base64url without padding."
    case .notJSON(let fault): "The disclosure \(fault.reason) (byte \(fault.offset))."
    case .notSaltNameValue: "The disclosure is not an array of a salt, a name and a value."
    case .saltTooShort:
      "The disclosure's salt is not base64url of \(Disclosure.shortestSalt) bytes or more."
    case .nameReserved(let name): "The name “\(name)” is reserved in SD-JWT."
    }
  }
}
