import Foundation
import Ledger
import Witan

/// Somebody elsewhere who signs that a ledger only grew, as a server knows them: where they are,
/// and the key that checks their word.
struct Witness: Sendable {
  /// What `/add-checkpoint` is put behind (C2SP tlog-witness, the submission prefix).
  let url: String
  let verifier: NoteVerifier

  /// Takes an address and a verifier key; refuses what is no http or https address, and a key that
  /// is no witness's.
  init(url: String, key: String) throws(Refusal) {
    guard let parts = URLComponents(string: url), parts.host?.isEmpty == false,
      parts.scheme == "http" || parts.scheme == "https"
    else {
      throw .invalid(field: "witness", reason: "\"\(url)\" is no http or https address")
    }
    guard let verifier = try? NoteVerifier(key), verifier.kind == .witness else {
      throw .invalid(field: "witness-key", reason: "\"\(key)\" is no witness's key")
    }
    self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.verifier = verifier
  }

  /// Reads `URL KEY`, as the environment and the configuration file say it.
  init(parsing text: String) throws(Refusal) {
    let parts = text.split(separator: " ")
    guard parts.count == 2 else {
      throw .invalid(field: "witness", reason: "\"\(text)\" is not an address and a key")
    }
    try self.init(url: String(parts[0]), key: String(parts[1]))
  }
}
