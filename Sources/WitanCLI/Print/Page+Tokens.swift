import Witan

extension Page {
  /// Tokens, one a line.
  mutating func add(tokens: [TokenSheet]) {
    table(
      ["id", "label", "for", "made", "good until"],
      tokens.map { token in
        let end = token.expiresAt.map { $0.day } ?? "for ever"
        return [
          token.id, token.label, Scope.words(token.scopes), token.issuedAt.day,
          token.isGood ? end : token.revokedAt.map { "revoked \($0.day)" } ?? "over",
        ]
      }, flexible: 1)
  }
}
