import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection over which a stream of events is told once its client has closed its side:
/// nobody reads on, and what would be noticed at the next heartbeat is noticed at once.
///
/// Another reply is sent to its end, as a client may say that it asks nothing more and still read.
/// A stream of HTTP/2 is closed by its client's own word; half of it, every request closes.
final class Departure: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private var hasLeft = false
  private var isTellingEvents = false

  /// For one connection, or one stream of HTTP/2.
  init() {}

  /// Notes that the client has closed its side.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ClientHasLeft {
      hasLeft = true
      closeIfUnheard(context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  /// Notes what is being told.
  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head):
      isTellingEvents = head.headerFields[.contentType] == "text/event-stream"
    case .body: break
    case .end: isTellingEvents = false
    }
    context.write(data, promise: promise)
    closeIfUnheard(context)
  }

  private func closeIfUnheard(_ context: ChannelHandlerContext) {
    if hasLeft, isTellingEvents { context.close(promise: nil) }
  }
}
