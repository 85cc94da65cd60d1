/// An account elsewhere, as its issuer names it for ever (OpenID Connect Core 1.0, 2): nothing else
/// that an issuer says of somebody, such as an e-mail address, tells who they are.
public struct Identity: Codable, Hashable, Sendable {
  /// `https://accounts.example`.
  public let issuer: String
  /// The account's name there: ASCII of at most 255 bytes.
  public let subject: String

  /// Takes the names; refuses (`subject`, `issuer`) what an issuer cannot have said.
  public init(issuer: String, subject: String) throws(Refusal) {
    for (field, text) in [("issuer", issuer), ("subject", subject)] {
      guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ (32...126).contains($0) })
      else { throw .invalid(field: field, reason: "ASCII of 1 to 255 bytes is needed") }
    }
    (self.issuer, self.subject) = (issuer, subject)
  }
}

/// The accounts elsewhere by which a member signs in.
public struct IdentitySheet: Codable, Equatable, Sendable {
  /// A handle.
  public let member: String
  public let identities: [Identity]
}
