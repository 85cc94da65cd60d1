import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import NIOTLS

/// A connection under TLS, over which a client chooses HTTP/2 or HTTP/1.1 (ALPN), and which ends if
/// it has not shaken hands in time.
struct TLSChannel: ServerChildChannel {
  private let base: HTTP2UpgradeChannel

  /// A channel that speaks to this responder.
  init(
    _ certificate: ServerCertificate, configuration: HTTP2UpgradeChannel.Configuration,
    responder: @escaping HTTPChannelHandler.Responder
  ) throws {
    base = try HTTP2UpgradeChannel(
      tlsConfiguration: certificate.configuration, configuration: configuration,
      responder: responder)
  }

  /// Sets a connection up, with the deadline right behind TLS.
  func setup(
    channel: any Channel, logger: Logger
  ) -> EventLoopFuture<HTTP2UpgradeChannel.Value> {
    base.setup(channel: channel, logger: logger).flatMapThrowing { value in
      let pipeline = channel.pipeline.syncOperations
      let tls = try pipeline.handler(type: NIOSSLServerHandler.self)
      try pipeline.addHandler(HandshakeDeadline(), position: .after(tls))
      // Of HTTP/2 each stream has its own; this one knows when the connection itself stands.
      try pipeline.addHandler(WriteDeadline<ByteBuffer>(), position: .before(tls))
      return value
    }
  }

  /// Speaks with one client.
  func handle(value: HTTP2UpgradeChannel.Value, logger: Logger) async {
    await base.handle(value: value, logger: logger)
  }
}

/// Closes a connection that has not shaken hands within `Limits.headSeconds`.
final class HandshakeDeadline: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private var timer: Scheduled<Void>?

  /// Begins to wait.
  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: .seconds(Limits.headSeconds)) {
      channel.close(promise: nil)
    }
  }

  /// Waits no more.
  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  /// Waits no more once the handshake is done.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted? = event as? TLSUserEvent { timer?.cancel() }
    context.fireUserInboundEventTriggered(event)
  }
}

extension Request {
  /// The same, said to have come over TLS, as a proxy would say it.
  var overTLS: Request {
    var head = head
    if let name = HTTPField.Name("X-Forwarded-Proto") { head.headerFields[name] = "https" }
    return Request(head: head, body: body)
  }
}
