/// Event: the ways by which a member signs in changed. Whoever reads what comes to an address, or
/// has an account elsewhere, is that member for us; therefore it is recorded who added or took
/// away which kind, for whom and by which door. The address and the account itself are not told.
public struct SignInWaysSet: Codable, Equatable, Sendable {
  public let member: ID<Member>
  public let way: Way
  /// How many were added, and how many taken away.
  public let added: Int
  public let removed: Int
  public let by: ID<Member>
  public let door: Door

  /// By what one signs in.
  public enum Way: String, Codable, Sendable {
    /// A link that is sent to an e-mail address.
    case mail
    /// An account at the provider whom the operator named.
    case openID
  }

  /// By what whoever changed it had come.
  public enum Door: String, Codable, Sendable {
    case browser, token, folder
  }

  /// In words: `added 1 and removed 1 e-mail address`.
  var words: String {
    let thing = way == .mail ? "e-mail address" : "account elsewhere"
    let parts = [(added, "added"), (removed, "took away")].filter { $0.0 > 0 }
      .map { "\($0.1) \($0.0)" }
    return "\(parts.joined(separator: " and ")) \(thing)"
  }
}

extension Caller {
  /// By what they came.
  var door: SignInWaysSet.Door {
    if session != nil { return .browser }
    return token != nil ? .token : .folder
  }
}

extension Desk {
  /// Records that a member's ways to sign in change from some to others; nothing where they stay.
  ///
  /// It is called before the change is made: a way that works is one that is recorded.
  func recordWays<Name: Hashable & Sendable>(
    _ caller: Caller, of member: Member, _ way: SignInWaysSet.Way, from old: [Name], to new: [Name]
  ) async throws {
    let (added, removed) = (Set(new).subtracting(old).count, Set(old).subtracting(new).count)
    guard added + removed > 0 else { return }
    let by = caller.member.id
    let fact = SignInWaysSet(
      member: member.id, way: way, added: added, removed: removed, by: by, door: caller.door)
    try await record { journal, _ in
      if added > 0 { try journal.pen.member(member.id)?.keyMade(by: by) }
      try journal.record(.signInWaysSet(fact), by: by)
    }
  }
}
