import NIOCore
import NIOHTTPTypes

/// Closes a connection that sends its requests too slowly: a header must be whole within
/// `Limits.headSeconds` after the connection or the last reply, a body within `Limits.bodySeconds`
/// after its header, however many bytes keep trickling in.
final class ReadDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let headTime: TimeAmount
  private let bodyTime: TimeAmount
  private var timer: Scheduled<Void>?
  /// How many requests were read in part or whole and not yet replied to.
  private var openCount = 0
  private var isReadingBody = false

  /// A deadline for one connection.
  init(
    headTime: TimeAmount = .seconds(Limits.headSeconds),
    bodyTime: TimeAmount = .seconds(Limits.bodySeconds)
  ) {
    (self.headTime, self.bodyTime) = (headTime, bodyTime)
  }

  /// Begins to wait where the connection is there already.
  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { expect(within: headTime, context) }
  }

  /// Begins to wait for the first header.
  func channelActive(context: ChannelHandlerContext) {
    expect(within: headTime, context)
    context.fireChannelActive()
  }

  /// Waits no more.
  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  /// Waits for the body after a header, and for nothing after a body.
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      openCount += 1
      isReadingBody = true
      expect(within: bodyTime, context)
    case .body: break
    case .end:
      isReadingBody = false
      timer?.cancel()
      // The reply may have been there before the last of the body.
      if openCount == 0 { expect(within: headTime, context) }
    }
    context.fireChannelRead(data)
  }

  /// Waits for the next header after a reply.
  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      openCount = max(0, openCount - 1)
      if openCount == 0, !isReadingBody { expect(within: headTime, context) }
    }
    context.write(data, promise: promise)
  }

  private func expect(within time: TimeAmount, _ context: ChannelHandlerContext) {
    timer?.cancel()
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}
