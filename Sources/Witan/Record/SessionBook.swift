/// Sessions of browsers and links to sign in with: beside the record and no part of it, as they say
/// nothing of the community (decision 20). It survives a restart.
///
/// Every keeper passes `SessionBookExercise` (WitanTesting).
public protocol SessionBook: IdentityBook, LinkBook {
  /// Keeps a new session; those that are over go, and the one used least lately where the member
  /// has as many as a member may.
  func begin(_ session: WebSession, now: Instant) async throws
  /// Changes the session with this secret, or with this one before it, in one transaction; what the
  /// body makes nil ends. Nil where there is none.
  func change<Result: Sendable>(
    secret sha256: String, _ body: @escaping @Sendable (inout WebSession?) -> Result
  ) async throws -> Result?
  /// The sessions of a member, the last begun first.
  func sessions(of member: ID<Member>) async throws -> [WebSession]
  /// Ends sessions of a member by their names, or all of them; gives how many there were.
  func end(_ ids: [String]?, of member: ID<Member>) async throws -> Int
  /// Forgets a member: sessions, links to sign in with for them and by them, accounts elsewhere;
  /// nothing of them is left in the keeper's files, nor of others who were forgotten before.
  func forget(_ member: ID<Member>) async throws
}
