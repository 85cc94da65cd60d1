/// Which accounts elsewhere are whose: beside the record, with the sessions (decision 32).
public protocol IdentityBook: Sendable {
  /// Whose an account is; nil for nobody's.
  func member(of identity: Identity) async throws -> ID<Member>?
  /// A member's accounts, in the order of issuer and subject.
  func identities(of member: ID<Member>) async throws -> [Identity]
  /// Makes these a member's accounts, and no others; false, and nothing changed, where one is
  /// somebody else's.
  func keep(_ identities: [Identity], of member: ID<Member>) async throws -> Bool
}
