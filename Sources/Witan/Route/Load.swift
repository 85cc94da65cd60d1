/// How much is asked of one expert just now.
public struct Load: Codable, Equatable, Sendable {
  public let expert: ID<Member>
  /// Offers and leases that await an answer.
  public var pending: Int
  /// The UTC day to which `offered` belongs, in days since 1970-01-01; 0 before the first offer.
  public var day: Int
  /// How many questions were offered on that day.
  public var offered: Int

  /// Nothing asked yet.
  public init(expert: ID<Member>) {
    self.expert = expert
    (pending, day, offered) = (0, 0, 0)
  }

  /// How many questions were offered on the day of this instant.
  public func offered(on instant: Instant) -> Int { day == instant.dayNumber ? offered : 0 }

  /// Counts one more offer.
  public mutating func offer(at instant: Instant) {
    offered = offered(on: instant) + 1
    day = instant.dayNumber
    pending += 1
  }
}
