/// Links to sign in with that nobody has used yet: beside the record, with the sessions.
public protocol LinkBook: Sendable {
  /// Keeps a link; those that are over go.
  func keep(_ link: SignInLink, now: Instant) async throws
  /// Takes a link out: of those who come with the same code at the same time one gets it.
  func take(link sha256: String) async throws -> SignInLink?
  /// Drops every link by which this member could sign in, whoever made it.
  func dropLinks(for member: ID<Member>) async throws
}
