import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What Hummingbird tells of a request's connection.
struct Remote: RequestContext {
  var coreContext: CoreRequestContextStorage
  private let peer: SocketAddress?
  private let channel: any Channel

  /// Takes the connection's far end.
  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress
    channel = source.channel
  }

  /// When the connection, or the stream of HTTP/2, is over.
  var closing: EventLoopFuture<Void> { channel.closeFuture }

  /// The request as it is read: to who waits for a word before they send its body (RFC 9110 10.1.1)
  /// the word goes once the body is wanted. Over HTTP/2 flow control holds a body back.
  func answeringExpectation(of request: Request) -> Request {
    let isWaiting = request.headers[.expect]?.lowercased() == "100-continue"
    guard isWaiting, channel.parent?.parent == nil else { return request }
    return Request(
      head: request.head, body: RequestBody(asyncSequence: AwaitedBody(request.body, channel)))
  }

  /// Whether a program on this machine itself made the request: not one that a proxy handed on, nor
  /// a browser, which may do what a stranger's page says. Such a page may also have a name that
  /// leads here (DNS rebinding): so the request must be for this machine by its own name.
  func isLocal(_ request: Request) -> Bool {
    guard let peer, peer.isLoopback, request.isForThisMachine else { return false }
    let signs = [
      "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via",
      "Sec-Fetch-Site", "Origin",
    ]
    return !signs.compactMap { HTTPField.Name($0) }.contains { request.headers.contains($0) }
  }

  /// The address by which requests are counted; nil for this machine itself.
  ///
  /// From a proxy on this machine it is the last address of `X-Forwarded-For`, which the proxy
  /// itself added; what stands before it, anybody can write.
  func address(_ request: Request) -> String? {
    guard let peer else { return nil }
    guard peer.isLoopback else { return peer.network }
    let field = HTTPField.Name("X-Forwarded-For").flatMap { request.headers[$0] }
    guard let last = field?.split(separator: ",").last else { return nil }
    let text = String(last).trimmedBlanks
    return (try? SocketAddress(ipAddress: text, port: 0))?.network ?? "malformed"
  }
}

extension Request {
  /// Whether it is for `localhost` or a loopback address, at whatever port, or says nothing of whom
  /// it is for.
  fileprivate var isForThisMachine: Bool {
    guard let host = head.authority?.lowercased() else { return true }
    guard let parts = host.wholeMatch(of: #/(?:\[([0-9a-f:.]+)\]|([^:\[\]]+))(?::[0-9]*)?/#) else {
      return false
    }
    guard let name = parts.output.1 ?? parts.output.2 else { return false }
    if name == "localhost" { return true }
    return (try? SocketAddress(ipAddress: String(name), port: 0))?.isLoopback ?? false
  }

  /// Refuses a request in another transfer coding than chunks: nothing is unpacked here, and where
  /// such a body ends a proxy may see otherwise. `LingeringClose` reads none after it.
  func checkTransferCoding() throws(Problem) {
    if headers.isOfUnknownCoding { throw .unknownTransferCoding }
  }

  /// Refuses a request that does not say once, and as a name or address with a port, whom it is for
  /// (RFC 9112 3.2): a proxy and we might take it for another's.
  func checkHost() throws(Problem) {
    let others = Set("-._~:[]%".utf8)
    let isNamed = head.authority.map { host in
      (1...300).contains(host.utf8.count)
        && host.utf8.allSatisfy { byte in
          (48...57).contains(byte) || (97...122).contains(byte | 32) && byte > 64
            || others.contains(byte)
        }
    }
    let isTwice = HTTPField.Name("Host").map { headers.contains($0) } ?? false
    guard isNamed == true, !isTwice else { throw .badHost }
  }
}

extension Problem {
  /// A request that does not say whom it is for.
  static let badHost = Problem(
    400, "Bad request", code: "bad-host", "One Host field with a name and perhaps a port is needed."
  )
}

extension Problem {
  /// A body in transfer codings that are not known here.
  static let unknownTransferCoding = Problem(
    501, "Not implemented", code: "unknown-transfer-coding",
    "Of transfer codings chunked alone is known; send the body as it is, or in chunks.",
    field: "Transfer-Encoding", header: ["Connection": "close"])
}

extension SocketAddress {
  /// Whether it is this machine.
  var isLoopback: Bool {
    switch self {
    case .v4: bytes.first == 127
    case .v6: bytes == Array(repeating: 0, count: 15) + [1] || mapped?.first == 127
    case .unixDomainSocket: true
    }
  }

  /// An IPv4 address, or the network of 64 bits of an IPv6 address, which one household has whole.
  var network: String {
    let part = mapped.map { $0[...] } ?? bytes.prefix(8)
    return part.map(String.init).joined(separator: ".")
  }

  /// The IPv4 address that an IPv6 address stands for (RFC 4291 2.5.5.2).
  private var mapped: [UInt8]? {
    bytes.count == 16 && bytes.prefix(12) == Array(repeating: 0, count: 10) + [255, 255]
      ? Array(bytes.suffix(4)) : nil
  }

  /// The address's own bytes, by their place in `sockaddr_in` and `sockaddr_in6` (netinet/in.h of
  /// Linux): which module names their fields depends on what else is imported.
  private var bytes: [UInt8] {
    switch self {
    case .v4(let address):
      withUnsafeBytes(of: address.address) { Array($0[4..<8]) }
    case .v6(let address):
      withUnsafeBytes(of: address.address) { Array($0[8..<24]) }
    case .unixDomainSocket: []
    }
  }
}
