import Foundation

/// A connection to this machine over which any bytes can be sent.
enum RawSocket {
  /// What a server sent for these bytes until it closed or fell silent: so many seconds for its
  /// first word, a third of one (and a twentieth of those) for each that follows.
  ///
  /// The bytes are sent as they are; on a thread of its own, as it waits. The rest is sent once the
  /// server has said something, or was silent for as long.
  static func exchange(
    _ bytes: [UInt8], then rest: [UInt8] = [], port: Int, patienceSeconds: Int = 10
  ) async throws -> Reply {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try talk(bytes, rest, port, patienceSeconds) })
      }
    }
  }

  /// What came back.
  struct Reply: Sendable {
    let text: String
    /// Whether the server closed the connection.
    let isClosed: Bool
    /// Whether it took everything first.
    let sentAll: Bool

    /// What follows the first reply's header.
    var body: String {
      text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? ""
    }

    /// The body of the first reply as a JSON object; empty for anything else.
    var json: [String: Any] {
      let value = try? JSONSerialization.jsonObject(with: Data(body.utf8))
      return value as? [String: Any] ?? [:]
    }

    /// The status of every reply that came, in order.
    var statuses: [Int] {
      text.matches(of: #/HTTP/1\.[01] ([0-9]{3}) /#).compactMap { Int($0.output.1) }
    }
  }

  private static func talk(
    _ bytes: [UInt8], _ rest: [UInt8], _ port: Int, _ patienceSeconds: Int
  ) throws -> Reply {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    defer { close(socket) }
    var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isThere = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isThere else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    var heard: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var sent = send(bytes, over: socket)
    if !rest.isEmpty {
      let count = recv(socket, &buffer, buffer.count, 0)
      heard += buffer[..<max(0, count)]
      sent += send(rest, over: socket)
    }
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else {
        let isReset = count < 0 && errno == ECONNRESET
        return Reply(
          text: String(decoding: heard, as: UTF8.self), isClosed: count == 0 || isReset,
          sentAll: sent == bytes.count + rest.count)
      }
      heard += buffer[..<count]
      patience = timeval(tv_sec: patienceSeconds / 20, tv_usec: 333_000)
      setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    }
  }

  /// Sends as much as the server takes; how many bytes went.
  private static func send(_ bytes: [UInt8], over socket: Int32) -> Int {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      // A server may have refused before it read everything.
      guard count > 0 else { break }
      sent += count
    }
    return sent
  }
}
