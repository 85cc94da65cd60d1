import Crypto
import Foundation

/// The signature of a webhook: HMAC-SHA256 over `id.timestamp.body`, in base64 after `v1,`
/// (Standard Webhooks 1.0, "Signature scheme", symmetric).
enum Signature {
  /// The field `webhook-signature`; nil for a secret that is not `whsec_` and base64.
  static func field(secret: String, id: String, timestamp: Int, body: [UInt8]) -> String? {
    guard secret.hasPrefix("whsec_"), let key = Data(base64Encoded: String(secret.dropFirst(6)))
    else { return nil }
    let text = Array("\(id).\(timestamp).".utf8) + body
    let code = HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: key))
    return "v1," + Data(code).base64EncodedString()
  }
}
