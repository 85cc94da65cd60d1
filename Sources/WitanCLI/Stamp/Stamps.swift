import Foundation
import Ledger
import Witan

/// The time stamps of a community's checkpoints, kept as files in its data folder.
///
/// Each has three: `2026-11-21-45.checkpoint`, the note that was stamped; `.tsq`, the query with
/// its nonce; `.tsr`, the authority's reply with its certificates. All a stranger needs is
/// `openssl ts -verify -data X.checkpoint -in X.tsr -CAfile ca.pem`.
struct Stamps: Sendable {
  /// Where they are.
  let folder: String
  /// Certificates, in PEM, of those who are believed.
  let authorities: String

  /// Where Debian keeps the certificates of those whom everybody believes.
  static let publicAuthorities = "/etc/ssl/certs/ca-certificates.crt"

  /// The stamps of a data folder.
  init(of data: DataFolder, authorities: String?) {
    folder = "\(data.path)/timestamps"
    self.authorities = URL(fileURLWithPath: authorities ?? Self.publicAuthorities).path
  }

  /// Names of what was stamped (`.tsr`), or is to be, in the order of their days.
  func names(with ending: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".\(ending)") }.map { String($0.dropLast(ending.count + 1)) }.sorted()
  }

  /// Whether something was stamped on this day, `2026-11-21`.
  func isStamped(on day: String) throws -> Bool {
    try names(with: "tsr").contains { $0.hasPrefix(day) }
  }

  /// Writes a checkpoint and a query for it; gives their name and the query.
  func begin(_ note: String, on day: String) async throws -> (name: String, query: [UInt8]) {
    let size = try Checkpoint(parsing: SignedNote(parsing: note).text).size
    let name = "\(day)-\(size)"
    try makeFolder()
    try KeptFile.replace(path(name, "checkpoint"), with: Array(note.utf8))
    let words = ["ts", "-query", "-data", "\(name).checkpoint", "-sha256", "-cert", "-out"]
    guard try await OpenSSL.run(words + ["\(name).tsq"], in: folder) != nil else {
      throw Refusal.unavailable(reason: "openssl could not make a query in \(folder).")
    }
    return (name, try LocalFile.read(path(name, "tsq")))
  }

  /// Keeps a reply once it verifies as the answer to a query of ours; nil where it is another's.
  func finish(_ name: String, with reply: [UInt8]) async throws -> StampSheet? {
    let draft = "\(name).reply"
    try KeptFile.replace("\(folder)/\(draft)", with: reply)
    defer { try? FileManager.default.removeItem(atPath: "\(folder)/\(draft)") }
    let words = ["ts", "-verify", "-in", draft, "-CAfile", authorities]
    let answers = try await OpenSSL.run(words + ["-queryfile", "\(name).tsq"], in: folder)
    let fits = try await OpenSSL.run(words + ["-data", "\(name).checkpoint"], in: folder)
    guard answers != nil, fits != nil else { return nil }
    try KeptFile.replace(path(name, "tsr"), with: reply)
    return try await sheet(name)
  }

  /// Checks a stamp anew, against the checkpoint beside it.
  func sheet(_ name: String) async throws -> StampSheet {
    let checkpoint = try? Checkpoint(parsing: SignedNote(parsing: try note(name)).text)
    let verified = try await OpenSSL.run(
      [
        "ts", "-verify", "-in", "\(name).tsr", "-CAfile", authorities, "-data",
        "\(name).checkpoint",
      ], in: folder)
    let text = try await OpenSSL.run(["ts", "-reply", "-in", "\(name).tsr", "-text"], in: folder)
    let at = text?.firstMatch(of: #/Time stamp: (.+)/#).map { String($0.output.1) }
    var state = StampState.broken
    if checkpoint != nil {
      if verified != nil { state = .stamped } else if try await isIntact(name) { state = .unknown }
    }
    return StampSheet(
      checkpoint: path(name, "checkpoint"), token: path(name, "tsr"),
      size: checkpoint?.size ?? 0, at: at ?? "", state: state)
  }

  /// Whether a token is of the checkpoint beside it and signed by the certificate that it brings
  /// along, whosever that is: `openssl ts -verify` with that certificate as the one believed.
  private func isIntact(_ name: String) async throws -> Bool {
    let (token, own) = ("\(name).token", "\(name).certificates")
    defer {
      for draft in [token, own] {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(draft)")
      }
    }
    for words in [
      ["ts", "-reply", "-in", "\(name).tsr", "-token_out", "-out", token],
      ["pkcs7", "-inform", "DER", "-in", token, "-print_certs", "-out", own],
      [
        "ts", "-verify", "-in", "\(name).tsr", "-data", "\(name).checkpoint", "-CAfile", own,
        "-partial_chain",
      ],
    ] {
      guard try await OpenSSL.run(words, in: folder) != nil else { return false }
    }
    return true
  }

  /// The note that a stamp is of.
  func note(_ name: String) throws -> String {
    String(decoding: try LocalFile.read(path(name, "checkpoint")), as: UTF8.self)
  }

  /// The authority's reply of a stamp.
  func token(_ name: String) throws -> [UInt8] { try LocalFile.read(path(name, "tsr")) }

  /// All that is kept of a stamp, by the files' names.
  func files(of name: String) throws -> [(name: String, bytes: [UInt8])] {
    try ["checkpoint", "tsq", "tsr"].map { ("\(name).\($0)", try LocalFile.read(path(name, $0))) }
  }

  private func path(_ name: String, _ ending: String) -> String { "\(folder)/\(name).\(ending)" }

  private func makeFolder() throws(Refusal) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unavailable(reason: "The folder \(folder) cannot be made.")
    }
  }
}

/// A time stamp as commands show it.
struct StampSheet: Codable {
  /// The files: the note that was stamped, and the authority's reply.
  let checkpoint: String
  let token: String
  /// The checkpoint's entries.
  let size: Int
  /// When, in the words of openssl: `Nov 21 22:58:56 2026 GMT`.
  let at: String
  /// What is known of it.
  var state: StampState
}

/// What is known of a time stamp.
enum StampState: String, Codable {
  /// `openssl ts -verify` is content, and the checkpoint is one of this ledger.
  case stamped
  /// The token fits the checkpoint and is signed by whom it says; whether to believe them nobody
  /// here can tell without their authority's certificate.
  case unknown = "maker-unknown"
  /// It does not fit, or the checkpoint is none of this ledger.
  case broken
}
