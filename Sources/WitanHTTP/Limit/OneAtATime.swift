import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Keeps what a client sends ahead of a reply from being read as a request until that reply is
/// written: where the reply ends the connection, what follows is carried out by nobody
/// (RFC 9112 9.6).
///
/// NIO's own handler does it, which must stand before the parts are turned into HTTPTypes; a stream
/// of HTTP/2 has one request only.
final class OneAtATime: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  /// For one connection, or one stream of HTTP/2.
  init() {}

  /// Puts NIO's handler into its place.
  func handlerAdded(context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    guard let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
    try? pipeline.addHandlers(
      [LeaveNotice(), HTTPServerPipelineHandler(), OldClient()], position: .before(codec))
  }
}

/// Said as soon as a client has closed its side, whatever of what it sent still waits its turn.
struct ClientHasLeft {}

/// Says so before the news waits behind a request that is kept back.
private final class LeaveNotice: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  /// Says it, and hands the event on.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent {
      context.fireUserInboundEventTriggered(ClientHasLeft())
    }
    context.fireUserInboundEventTriggered(event)
  }
}

/// Answers a client of HTTP/1.0 as it understands: the reply is of its version, without chunks, and
/// ends with the connection (RFC 9112 2.3, 6.1 and 9.3).
private final class OldClient: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private var isOld = false

  /// Notes the version.
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data) else {
      return context.fireChannelRead(data)
    }
    isOld = head.version == .http1_0
    if isOld { head.headers.replaceOrAdd(name: "Connection", value: "close") }
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  /// Answers in it.
  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard isOld, case .head(var head) = unwrapOutboundIn(data) else {
      return context.write(data, promise: promise)
    }
    head.version = .http1_0
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }
}
