/// That a question is open to all: anybody who qualifies may take it, without having been offered
/// it. Nobody is brought to it by that; whoever looks at their queue finds it.
public struct Opening: Codable, Equatable, Sendable {
  public let at: Instant
  /// Until then the question stays open, although nobody may have it.
  public let until: Instant
  /// How many could take it when it was opened, awake or not.
  public let qualified: Int

  /// Takes the parts as they are.
  package init(at: Instant, until: Instant, qualified: Int) {
    (self.at, self.until, self.qualified) = (at, until, qualified)
  }

  /// How long a question stays open to all, at least.
  static let leastSeconds = 3_600
}
