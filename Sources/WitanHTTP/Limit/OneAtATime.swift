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
    try? pipeline.addHandler(HTTPServerPipelineHandler(), position: .before(codec))
  }
}
