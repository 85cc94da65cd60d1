import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Says what is wrong with a request that is none of HTTP, as every other refusal is said
/// (RFC 9457): the server's library refuses it before anybody sees it, with an empty reply.
///
/// A header past `Limits` is told from one that cannot be read (RFC 6585 5). Such a request has no
/// name, and nobody knows what it accepts.
final class BrokenHead: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Whether what cannot be read is a header that is too long.
  private var isTooLong = false

  /// For one connection, or one stream of HTTP/2.
  init() {}

  /// Notes what the parser found.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if case .headerOverflow? = error as? HTTPParserError { isTooLong = true }
    context.fireErrorCaught(error)
  }

  /// Puts the problem in the place of the empty reply.
  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head(let head) = unwrapOutboundIn(data), head.isOfParser else {
      context.write(data, promise: promise)
      return
    }
    let reply = (isTooLong ? Problem.headTooLong : Problem.brokenHead).reply
    var problem = HTTPResponse(status: .init(code: reply.status))
    problem.headerFields[.contentType] = reply.mediaType
    problem.headerFields[.contentLength] = String(reply.body.count)
    problem.headerFields[.cacheControl] = "no-store"
    problem.headerFields[.xContentTypeOptions] = "nosniff"
    problem.headerFields[.connection] = "close"
    context.write(wrapOutboundOut(.head(problem)), promise: promise)
    context.write(wrapOutboundOut(.body(ByteBuffer(bytes: reply.body))), promise: nil)
  }
}

extension HTTPResponse {
  /// Whether it is the reply that Hummingbird gives to what it cannot parse: every reply of ours
  /// has more fields.
  fileprivate var isOfParser: Bool {
    status == .badRequest && headerFields.count == 2 && headerFields[.contentLength] == "0"
      && headerFields[.connection] == "close"
  }
}

extension Problem {
  /// What is no request of HTTP.
  fileprivate static let brokenHead = Problem(
    400, "Bad request", code: "broken-request",
    "This is no request of HTTP/1.1 that can be read; the connection ends here.")

  /// A request with too long a header.
  static let headTooLong = Problem(
    431, "Request header fields too large", code: "header-too-large",
    "A header may have \(Limits.fieldCount) fields and \(Limits.headerBytes) bytes, a field"
      + " \(Limits.fieldBytes); the connection ends here.")
}
