/// One of some words. Whoever sends another is told which there are.
public protocol Choice: RawRepresentable<String>, CaseIterable, Codable, Sendable {}

extension Choice {
  /// Reads a word; throws `DecodingError.dataCorrupted` with a `NoSuchChoice` for any other.
  public init(from decoder: any Decoder) throws {
    let word = try decoder.singleValueContainer().decode(String.self)
    guard let choice = Self(rawValue: word) else {
      let known = NoSuchChoice(known: Self.allCases.map(\.rawValue))
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: known.reason, underlyingError: known))
    }
    self = choice
  }
}

/// A word that is none of those there are.
public struct NoSuchChoice: Error, Equatable {
  /// Those there are.
  public let known: [String]

  /// What to send instead.
  public var reason: String { "one of \(known.joined(separator: ", "))" }
}
