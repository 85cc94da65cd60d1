import Ledger
import NIOCore

/// One event of a stream.
struct LiveEvent {
  /// The first eight bytes of the SHA-256 of the JSON.
  let id: String
  let json: [UInt8]
  private let name: String

  /// The event of this name that tells a value.
  init(_ name: String, _ value: some Encodable) throws {
    self.name = name
    json = try JSONText.bytes(value)
    id = String(SHA.sha256(json).hex.prefix(16))
  }

  /// The event as it is sent; JSON has no line ends of its own here.
  var buffer: ByteBuffer {
    var buffer = ByteBuffer(string: "event: \(name)\nid: \(id)\ndata: ")
    buffer.writeBytes(json)
    buffer.writeString("\n\n")
    return buffer
  }
}
