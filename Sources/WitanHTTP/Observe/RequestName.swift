import HTTPTypes
import Hummingbird
import Ledger

/// The name by which one request is found again in the log: the caller's own, else a new one.
struct RequestName {
  /// The header's field, in which it comes and goes.
  static let field = "X-Request-ID"

  let text: String

  /// Takes the name that came with the request if it is 8 to 64 letters, digits and hyphens of
  /// ASCII, which no token of ours is; else the one that was made for it.
  init(_ request: Request, made: String) {
    let sent = HTTPField.Name(Self.field).flatMap { request.headers[$0] } ?? ""
    let isPlain = sent.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    text = isPlain && (8...64).contains(sent.utf8.count) ? sent : made
  }

  /// Makes names that tell nobody how many requests there were between two of theirs, as a number
  /// that counts up would.
  struct Maker: Sendable {
    /// What nobody else knows; drawn when the server begins.
    let secret: [UInt8]

    /// 16 hexadecimal digits for a request that the server knows by this text.
    func name(ofRequest text: String) -> String {
      String(SHA.sha256(secret + Array(text.utf8)).hex.prefix(16))
    }
  }
}
