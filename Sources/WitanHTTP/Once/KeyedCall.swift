import Crypto
import HTTPTypes
import Hummingbird
import Ledger
import Witan

/// A change that came with `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).
struct KeyedCall {
  let request: KeyedRequest
  let seal: SealedReply
  /// The hash of the secret by which it came.
  let sender: String

  /// The longest key.
  private static let longest = 200

  /// Reads the key, in quotation marks or without; nil for a request without one. Refuses one that
  /// is empty, too long, or has other letters than those of ASCII that can be seen, or such marks.
  static func key(of request: Request) throws(Refusal) -> String? {
    guard let name = HTTPField.Name("Idempotency-Key"), let field = request.headers[name] else {
      return nil
    }
    var key = field.trimmedBlanks
    if key.count >= 2, key.hasPrefix("\""), key.hasSuffix("\"") {
      key = String(key.dropFirst().dropLast())
    }
    let isVisible = key.utf8.allSatisfy { (33...126).contains($0) && $0 != 34 }
    guard (1...Self.longest).contains(key.utf8.count), isVisible else {
      throw .invalid(
        field: "Idempotency-Key",
        reason: "1 to \(Self.longest) visible letters of ASCII are needed, such as a UUID")
    }
    return key
  }

  /// A call under an account's key; what is replied opens only to who has the secret too.
  init(key: String, _ call: Call, account: ID<Member>, secret: String) throws(Refusal) {
    request = KeyedRequest(
      name: Self.digest([Self.hex(account.text), Self.hex(key)]), account: account,
      fingerprint: try Self.fingerprint(call))
    seal = SealedReply(token: secret, key: key, name: request.name)
    sender = Desk.digest(secret)
  }

  /// The name under which calls are kept of somebody who has no account, but a link's secret.
  static func account(link secret: String) -> ID<Member> { ID("link-\(Desk.digest(secret))") }

  /// A digest of all that a call asks for; how a form was cut into parts is no part of it.
  private static func fingerprint(_ call: Call) throws(Refusal) -> String {
    let query = call.query.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    let texts = [call.method.rawValue, call.path, String(query.count)] + query
    var parts = texts.map(hex) + [SHA.sha256(call.body).hex]
    for file in call.files { parts += [hex(file.field), try hex(file.content)] }
    return digest(parts)
  }

  /// The SHA-256 of the parts' own digests, so that no two lists of parts read the same.
  private static func digest(_ parts: [String]) -> String {
    SHA.sha256(parts.flatMap { Array($0.utf8) }).hex
  }

  private static func hex(_ text: String) -> String { SHA.sha256(Array(text.utf8)).hex }

  /// The same of a file, which may not lie in memory.
  private static func hex(_ file: Upload) throws(Refusal) -> String {
    var hash = SHA256()
    do {
      try file.forEachPiece { hash.update(data: $0) }
    } catch {
      throw .unavailable(reason: "What was sent could not be read back; try again.")
    }
    return TreeHash(Array(hash.finalize()))?.hex ?? ""
  }
}
