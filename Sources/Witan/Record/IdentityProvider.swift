/// Who vouches for people elsewhere.
public protocol IdentityProvider: Sendable {
  /// Where the browser is to go, and what must come back from there.
  func begin() async throws -> IdentityErrand
  /// Who came back with this code; refuses (`notSignedIn`) whatever does not belong to the errand.
  func finish(_ errand: IdentityErrand, code: String) async throws -> Identity
  /// How people know it: its host.
  var name: String { get }
  /// How it names itself.
  var issuer: String { get }
}

/// One way of a browser to the provider and back.
public struct IdentityErrand: Sendable {
  /// Where to go.
  public let url: String
  /// What must come back, so that an answer belongs to a question of ours.
  public let state: String
  /// What the provider's word must hold, so that it was said for this errand.
  public let nonce: String
  /// What shows that who fetches the word is who sent the browser (PKCE, RFC 7636).
  public let verifier: String

  /// Takes the parts as they are.
  public init(url: String, state: String, nonce: String, verifier: String) {
    (self.url, self.state, self.nonce, self.verifier) = (url, state, nonce, verifier)
  }
}
