import HTTPTypes
import Hummingbird
import Ledger
import Witan

/// A change that came with `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).
struct KeyedCall {
  let request: KeyedRequest
  let seal: SealedReply

  /// The longest key.
  private static let longest = 200

  /// Reads the key; nil for a request without one. Refuses one that is empty, too long, or has
  /// other letters than those of ASCII that can be seen.
  init?(_ request: Request, _ call: Call, member: Caller, token: String) throws(Refusal) {
    guard let name = HTTPField.Name("Idempotency-Key"), let field = request.headers[name] else {
      return nil
    }
    var key = field.trimmedBlanks
    if key.count >= 2, key.hasPrefix("\""), key.hasSuffix("\"") {
      key = String(key.dropFirst().dropLast())
    }
    let isVisible = key.utf8.allSatisfy { (33...126).contains($0) }
    guard (1...Self.longest).contains(key.utf8.count), isVisible else {
      throw .invalid(
        field: "Idempotency-Key",
        reason: "1 to \(Self.longest) visible letters of ASCII are needed, such as a UUID")
    }
    let account = member.member.id
    self.request = KeyedRequest(
      name: Self.digest([Array(account.text.utf8), Array(key.utf8)]), account: account,
      fingerprint: Self.fingerprint(call))
    seal = SealedReply(token: token, key: key, name: self.request.name)
  }

  /// A digest of all that a call asks for; how a form was cut into parts is no part of it.
  private static func fingerprint(_ call: Call) -> String {
    let query = call.query.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    let texts = [call.method.rawValue, call.path, String(query.count)] + query
    let files = call.files.flatMap { [Array($0.field.utf8), $0.bytes] }
    return digest(texts.map { Array($0.utf8) } + [call.body] + files)
  }

  /// The SHA-256 of the parts' own digests, so that no two lists of parts read the same.
  private static func digest(_ parts: [[UInt8]]) -> String {
    SHA.sha256(parts.flatMap { Array(SHA.sha256($0).hex.utf8) }).hex
  }
}
