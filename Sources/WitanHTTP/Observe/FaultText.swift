public import Logging

extension Logger {
  /// Logs a fault that is no refusal: what it was, without what people wrote. Of a value that could
  /// not be decoded it says where it stands and what was wanted, as Swift's own words may quote it.
  public func fault(_ message: Logger.Message, _ error: any Error) {
    self.error(message, metadata: ["error": "\(Self.text(of: error))"])
  }

  static func text(of error: any Error) -> String {
    guard let fault = error as? DecodingError else { return "\(error)" }
    let (what, path): (String, [any CodingKey]) =
      switch fault {
      case .typeMismatch(let type, let context): ("no \(type)", context.codingPath)
      case .valueNotFound(let type, let context): ("no value of \(type)", context.codingPath)
      case .keyNotFound(let key, let context): ("no \(key.stringValue)", context.codingPath)
      case .dataCorrupted(let context): ("malformed", context.codingPath)
      @unknown default: ("malformed", [])
      }
    let place = path.map(\.stringValue).joined(separator: ".")
    return "DecodingError: \(what) at \"\(place)\""
  }
}
