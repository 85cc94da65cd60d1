/// The name of one thing of a kind; names of different kinds cannot be confused.
///
/// Made by `World.name`, or chosen (a subject's). ASCII, compared by bytes.
public struct ID<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name as it is written, such as `q-0c3k9xw5h2m4t`.
  public let text: String

  /// Takes a name as it is; a name that nothing bears is refused where it is looked up.
  public init(_ text: String) { self.text = text }

  /// The name itself.
  public var description: String { text }

  /// Names in the order of their bytes.
  public static func < (left: ID, right: ID) -> Bool {
    // The bytes of both lie in a row, but for a string of another language: compared so, they are
    // compared many times as fast as one by one.
    let isBefore = left.text.utf8.withContiguousStorageIfAvailable { mine in
      right.text.utf8.withContiguousStorageIfAvailable { mine.lexicographicallyPrecedes($0) }
    }
    return (isBefore ?? nil) ?? left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension ID: Codable {
  /// Reads a plain string.
  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes a plain string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
