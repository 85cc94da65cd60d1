/// Event: a bearer token was made for a member. The token itself is shown once and never kept.
public struct TokenIssued: Codable, Equatable, Sendable {
  public let member: ID<Member>
  /// SHA-256 of the token's text, in hexadecimal.
  public let sha256: String
  public let label: String
  /// What it is for, in alphabetical order, each once; nil for everything the member may do.
  public let scopes: [Scope]?
  /// From then on it is unknown; nil for never.
  public let expiresAt: Instant?
}

/// Event: a bearer token ends.
public struct TokenRevoked: Codable, Equatable, Sendable {
  public let member: ID<Member>
  public let sha256: String
}

/// A bearer token as it is kept: by its hash.
public struct Token: Codable, Equatable, Sendable {
  public let sha256: String
  public let member: ID<Member>
  public let label: String
  public let issuedAt: Instant
  public var revokedAt: Instant?
  /// See `TokenIssued`.
  public var scopes: [Scope]?
  public var expiresAt: Instant?

  /// How long a token is good for when nobody says, and at most: a year, ten years.
  public static let usualDays = 365
  public static let longestDays = 3_650
  /// How many good tokens a member may have.
  static let limit = 100

  /// Whether it is good at an instant: not revoked, not over.
  func isGood(at now: Instant) -> Bool {
    revokedAt == nil && (expiresAt.map { now < $0 } ?? true)
  }

  /// The name by which people speak of it, of which the token cannot be guessed: `t-` and the
  /// first 16 digits of its hash.
  var name: String { Self.name(sha256: sha256) }

  /// The name of the token with this hash.
  static func name(sha256: String) -> String { "t-\(sha256.prefix(16))" }

  /// The beginning of the hash that a name tells; nil for what is no token's name.
  static func hashStart(_ name: String) -> String? {
    let digits = name.dropFirst(2)
    let isName = name.hasPrefix("t-") && digits.utf8.count == 16
    return isName && digits.allSatisfy(\.isHexDigit) ? String(digits) : nil
  }
}

/// A token as it is wanted.
public struct NewToken: Sendable {
  /// What it is for, in the owner's words.
  public var label: String
  /// What it may be used for; nil for everything.
  public var scopes: [Scope]?
  /// How long it is good for.
  public var days: Int

  /// Takes the wish as it is; `issued` refuses what cannot be.
  public init(label: String, scopes: [Scope]? = nil, days: Int = Token.usualDays) {
    (self.label, self.scopes, self.days) = (label, scopes, days)
  }

  /// Decides whether a member gets this token.
  ///
  /// Refuses a life of no or too many days, an empty list of scopes, a token for everything where
  /// the member is a program, and a member who is out or has `count` good ones already.
  func issued(
    to member: Member, sha256: String, now: Instant, beside count: Int
  ) throws(Refusal) -> TokenIssued {
    guard (1...Token.longestDays).contains(days) else {
      throw .invalid(field: "days", reason: "1 to \(Token.longestDays) are possible")
    }
    guard scopes?.isEmpty != true else {
      throw .invalid(field: "scopes", reason: "name at least one, or none at all for everything")
    }
    guard scopes != nil || member.isPerson else {
      throw .invalid(
        field: "scopes", reason: "a program's token is for named scopes only, such as ask and read")
    }
    guard !member.roles.isEmpty else {
      throw .conflict(.noAccount, reason: "\(member.shown) has no role here; give one first.")
    }
    guard count < Token.limit else {
      throw .conflict(
        .limitReached,
        reason: "\(member.shown) has \(Token.limit) tokens; revoke one that is not needed.")
    }
    return TokenIssued(
      member: member.id, sha256: sha256, label: label, scopes: scopes.map { Set($0).sorted() },
      expiresAt: now.adding(seconds: days * 86_400))
  }
}

/// A token as its owner, or a steward, sees it.
public struct TokenSheet: Codable, Equatable, Sendable {
  public let id: String
  /// Whose it is: a handle.
  public let member: String
  public let label: String
  /// What it is for; nil for everything that the member may do.
  public let scopes: [Scope]?
  public let issuedAt: Instant
  public let expiresAt: Instant?
  public let revokedAt: Instant?
  /// Whether it can be used now.
  public let isGood: Bool

  /// A token as it stands now.
  init(_ token: Token, of handle: String, now: Instant) {
    (id, member, label) = (token.name, handle, token.label)
    (scopes, issuedAt) = (token.scopes, token.issuedAt)
    (expiresAt, revokedAt) = (token.expiresAt, token.revokedAt)
    isGood = token.isGood(at: now)
  }
}
