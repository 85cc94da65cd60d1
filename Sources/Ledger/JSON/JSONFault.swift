/// Why bytes are not JSON that may be hashed.
public struct JSONFault: Error, Sendable, Equatable {
  /// Bytes from the start of the text; for an object made of pairs, the pair's place in the list.
  public let offset: Int
  /// A half sentence for people, in plain ASCII.
  public let reason: String
}
