import Crypto
import Foundation
import Synchronization
public import Witan

/// An issuer of OpenID Connect, asked for who somebody is: authorization code flow with PKCE, state
/// and nonce (OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 9700).
///
/// What it says of itself and its keys are asked for when they are needed, and known for an hour.
public final class OpenIDProvider: IdentityProvider {
  /// How it names itself, to the byte.
  public let issuer: String
  /// Its host.
  public let name: String

  private let client: String
  private let secret: String?
  private let redirect: String
  private let world: World
  private let fetch = Fetch()
  /// Guards what the issuer said of itself, its keys, and when.
  private let known = Mutex(Known())

  private struct Known {
    var configuration: (Configuration, at: Instant)?
    var keys: (KeySet, at: Instant)?
  }

  /// What the issuer says of itself (OpenID Connect Discovery 1.0, 3), as far as we need it.
  private struct Configuration: Decodable {
    let issuer: String
    let authorization: String
    let token: String
    let keys: String

    enum CodingKeys: String, CodingKey {
      case issuer
      case authorization = "authorization_endpoint"
      case token = "token_endpoint"
      case keys = "jwks_uri"
    }
  }

  /// What it answers for a code, as far as we need it.
  private struct Answer: Decodable {
    let word: String

    enum CodingKeys: String, CodingKey { case word = "id_token" }
  }

  private static let knownSeconds = 3_600
  /// Keys that are not known are asked for once a minute at most, whoever names them.
  private static let keysSeconds = 60

  /// A provider; refuses (`openid-issuer`) what is no https address (or http on this machine).
  ///
  /// - Parameters:
  ///   - client: the name by which it knows us; `secret` the one it gave us, nil for none.
  ///   - site: where people reach us; the provider sends them back to `/oidc/callback` there.
  public init(
    issuer: String, client: String, secret: String?, site: String, world: World
  ) throws(Refusal) {
    guard let parts = URLComponents(string: issuer), let host = parts.host,
      parts.query == nil, parts.fragment == nil, parts.user == nil, Self.isSafe(issuer)
    else {
      throw .invalid(field: "openid-issuer", reason: "https://... is needed")
    }
    (self.issuer, name) = (issuer, host)
    (self.client, self.secret, self.world) = (client, secret, world)
    redirect = (site.hasSuffix("/") ? String(site.dropLast()) : site) + "/oidc/callback"
  }

  /// Whether what is sent there is read by nobody on the way.
  private static func isSafe(_ url: String) -> Bool {
    guard let parts = URLComponents(string: url), let host = parts.host else { return false }
    let isHere = ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
    return parts.scheme == "https" || (parts.scheme == "http" && isHere)
  }

  /// Draws what must come back, and tells where to go.
  public func begin() async throws -> IdentityErrand {
    let configuration = try await configuration()
    let drawn = (0..<3).map { _ in Base64URL.text(world.secret(32)) }
    let challenge = Base64URL.text(Array(SHA256.hash(data: Array(drawn[2].utf8))))
    let query = Form.text([
      ("response_type", "code"), ("client_id", client), ("redirect_uri", redirect),
      ("scope", "openid"), ("state", drawn[0]), ("nonce", drawn[1]),
      ("code_challenge", challenge), ("code_challenge_method", "S256"),
    ])
    let joint = configuration.authorization.contains("?") ? "&" : "?"
    return IdentityErrand(
      url: configuration.authorization + joint + query, state: drawn[0], nonce: drawn[1],
      verifier: drawn[2])
  }

  /// Fetches the issuer's word for a code, and believes what it says once all of it is right.
  public func finish(_ errand: IdentityErrand, code: String) async throws -> Identity {
    let endpoint = try await configuration().token
    var form = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
      ("code_verifier", errand.verifier),
    ]
    var header: [(String, String)] = []
    if let secret {
      // RFC 6749 2.3.1: both are form-encoded before they are joined.
      let pair = "\(Form.encoded(client)):\(Form.encoded(secret))"
      header.append(("Authorization", "Basic \(Data(pair.utf8).base64EncodedString())"))
    } else {
      form.append(("client_id", client))
    }
    guard
      let bytes = try await fetch.post(endpoint, Form.text(form), header: header),
      let answer = try? JSONDecoder().decode(Answer.self, from: bytes)
    else { throw Refusal.notSignedIn }
    return try await identity(answer.word, nonce: errand.nonce)
  }

  /// Who a word of the issuer is about; once more with keys asked for anew where it names one that
  /// is not known yet.
  private func identity(_ word: String, nonce: String) async throws -> Identity {
    let wanted = IDToken.Wanted(
      issuer: issuer, client: client, nonce: nonce, now: world.now())
    let parsed = try IDToken(word)
    var keys = try await keys(fresh: false)
    if !keys.knows(parsed) { keys = try await self.keys(fresh: true) }
    return try await parsed.identity(wanted, keys)
  }

  private func configuration() async throws -> Configuration {
    let now = world.now()
    if let (found, at) = known.withLock({ $0.configuration }),
      now < at.adding(seconds: Self.knownSeconds)
    {
      return found
    }
    let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
    guard let bytes = try await fetch.get("\(base)/.well-known/openid-configuration"),
      let found = try? JSONDecoder().decode(Configuration.self, from: bytes),
      found.issuer == issuer,
      [found.authorization, found.token, found.keys].allSatisfy(Self.isSafe)
    else {
      throw Refusal.unavailable(reason: "\(name) does not answer as an OpenID provider.")
    }
    known.withLock { $0.configuration = (found, now) }
    return found
  }

  private func keys(fresh: Bool) async throws -> KeySet {
    let now = world.now()
    if let (found, at) = known.withLock({ $0.keys }),
      now < at.adding(seconds: fresh ? Self.keysSeconds : Self.knownSeconds)
    {
      return found
    }
    guard let bytes = try await fetch.get(try await configuration().keys),
      let found = try? KeySet(bytes)
    else { throw Refusal.unavailable(reason: "\(name) does not tell its keys.") }
    known.withLock { $0.keys = (found, now) }
    return found
  }
}
