/// Event: a steward put a member into a group (a household, a clinic, a shared account), or took
/// them out of it. From here on the people of one group are not asked together, nor about each
/// other's questions, and what they answer counts as one answer.
public struct GroupSet: Codable, Equatable, Sendable {
  public let member: ID<Member>
  /// Nil for none.
  public let group: String?
  public let by: ID<Member>
}

extension Member {
  /// Decides whether a member may belong to this group (nil for none); refuses a name that is none.
  func joining(_ group: String?, by steward: ID<Member>) throws(Refusal) -> GroupSet {
    if let group, !Self.isHandle(group) {
      throw .invalid(field: "group", reason: "2 to 32 of a-z, 0-9 and -, beginning with a letter")
    }
    return GroupSet(member: id, group: group, by: steward)
  }
}
