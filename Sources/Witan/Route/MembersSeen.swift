/// Event: experts were there: they looked at their queue, or did anything else, since the last such
/// event. The router asks first who is there, and a receipt must tell what it knew.
public struct MembersSeen: Codable, Equatable, Sendable {
  /// In the order of their names; each at most once in half of `Rule.Reach.recentSeconds`.
  public let members: [ID<Member>]
}
