import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection so that the client reads its reply first: the last reply says
/// `Connection: close`, what the client still sends is read and thrown away, and only then, or when
/// it sends for too long, the connection is closed (RFC 9112 9.6).
///
/// Hummingbird would stop reading a request that itself says `Connection: close` as soon as it was
/// replied to, and a client that still sends would wait for ever. So the word is taken off the
/// request and remembered here. What is read after a reply is bounded, whoever wants to close:
/// `Limits.lingerBytes` and `Limits.lingerSeconds`. A stream of HTTP/2 knows no such field; of it
/// only the bounds hold.
final class LingeringClose: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let time: TimeAmount
  private let byteLimit: Int
  /// Of each request that awaits its reply, in order, whether it is the client's last.
  private var asked = CircularBuffer<Bool>()
  private var isReadingRequest = false
  /// Whether the reply being written, or the last one, ends the connection.
  private var isLast = false
  private var isLastSent = false
  /// How many bytes came since the reply to a request that had not ended; nil for none.
  private var lingered: Int?
  private var timer: Scheduled<Void>?

  /// For one connection, or one stream of HTTP/2.
  init(
    time: TimeAmount = .seconds(Limits.lingerSeconds), byteLimit: Int = Limits.lingerBytes
  ) {
    (self.time, self.byteLimit) = (time, byteLimit)
  }

  /// Waits no more.
  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  /// Takes the word off a request's head, counts what nobody wants, drops what follows the last.
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(var head):
      guard !isLast, asked.last != true else { return }
      let isLast = head.headerFields.takeClose()
      // Nobody knows for certain where such a request ends: what follows is not read as another.
      asked.append(isLast || head.headerFields.isOfUnknownCoding)
      isReadingRequest = true
      context.fireChannelRead(wrapInboundOut(.head(head)))
    case .body(let bytes):
      guard isReadingRequest else { return }
      context.fireChannelRead(data)
      guard let count = lingered else { return }
      lingered = count + bytes.readableBytes
      if count + bytes.readableBytes > byteLimit { context.close(promise: nil) }
    case .end:
      guard isReadingRequest else { return }
      isReadingRequest = false
      (lingered, timer) = (nil, timer?.ended)
      context.fireChannelRead(data)
      closeIfDone(context)
    }
  }

  /// Says the word on the last reply, and closes after it; what would follow it is not written.
  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isLastSent else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var head):
      if head.status.kind != .informational {
        // What is refused before it has a head, such as a broken one, has asked nothing.
        let isAsked = asked.popFirst() ?? false
        let isWanted = head.headerFields.takeClose()
        isLast = (isAsked || isWanted) && !isStream(context)
        if isLast { head.headerFields[.connection] = "close" }
      }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      if isReadingRequest, lingered == nil { linger(context) }
      guard isLast else {
        context.write(data, promise: promise)
        return
      }
      isLastSent = true
      let sent = promise ?? context.eventLoop.makePromise()
      let (here, place) = (
        NIOLoopBound(self, eventLoop: context.eventLoop),
        NIOLoopBound(context, eventLoop: context.eventLoop)
      )
      sent.futureResult.whenSuccess { here.value.closeIfDone(place.value) }
      context.write(data, promise: sent)
    }
  }

  /// Reads on for a while after a reply that came before its request's end.
  private func linger(_ context: ChannelHandlerContext) {
    lingered = 0
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }

  private func closeIfDone(_ context: ChannelHandlerContext) {
    if isLastSent, !isReadingRequest { context.close(promise: nil) }
  }

  /// Whether this is a stream within a connection of HTTP/2.
  private func isStream(_ context: ChannelHandlerContext) -> Bool {
    context.channel.parent?.parent != nil
  }
}

extension HTTPFields {
  /// Whether a body comes in another transfer coding than chunks, or in several (RFC 9112 6.1).
  var isOfUnknownCoding: Bool {
    let codings = self[values: .transferEncoding].map { $0.lowercased() }
    return !codings.isEmpty && codings != ["chunked"]
  }

  /// Takes the option `close` out of `Connection`, and says whether it was there (RFC 9110 7.6.1).
  fileprivate mutating func takeClose() -> Bool {
    guard let field = self[.connection] else { return false }
    let options = field.split(separator: ",").map { $0.trimmedBlanks }
    let others = options.filter { $0.lowercased() != "close" }
    guard others.count < options.count else { return false }
    self[.connection] = others.isEmpty ? nil : others.joined(separator: ", ")
    return true
  }
}

extension Scheduled<Void> {
  /// Nothing, once it is cancelled.
  fileprivate var ended: Scheduled<Void>? {
    cancel()
    return nil
  }
}
