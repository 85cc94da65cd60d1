import NIOCore
import NIOHTTPTypes

/// Closes a connection whose client reads too slowly: each part of a reply must have left within
/// `Limits.writeSeconds`, and a second more for every `Limits.leastBytesPerSecond` in it, after it
/// was flushed or the part before it had left.
///
/// A stream of events that has nothing to say waits for nothing; its heartbeat finds out who no
/// longer reads. `Part` is what is written where it stands: parts of replies, or bytes under TLS.
final class WriteDeadline<Part>: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = Part
  typealias OutboundOut = Part

  private let size: (Part) -> Int
  /// How many bytes each part has that was written and has not left, in order.
  private var pending = CircularBuffer<Int>()
  /// How many of them were flushed.
  private var flushedCount = 0
  private var timer: Scheduled<Void>?

  /// A deadline over parts of which each has so many bytes.
  init(size: @escaping (Part) -> Int) { self.size = size }

  /// Waits no more.
  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  /// Notes what is to leave.
  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    pending.append(size(unwrapOutboundIn(data)))
    let left = promise ?? context.eventLoop.makePromise()
    let (here, place) = (
      NIOLoopBound(self, eventLoop: context.eventLoop),
      NIOLoopBound(context, eventLoop: context.eventLoop)
    )
    left.futureResult.whenComplete { _ in here.value.noteLeft(place.value) }
    context.write(data, promise: left)
  }

  /// Begins to wait for what was written.
  func flush(context: ChannelHandlerContext) {
    flushedCount = pending.count
    if timer == nil { wait(context) }
    context.flush()
  }

  private func noteLeft(_ context: ChannelHandlerContext) {
    _ = pending.popFirst()
    flushedCount = max(0, flushedCount - 1)
    timer?.cancel()
    timer = nil
    wait(context)
  }

  private func wait(_ context: ChannelHandlerContext) {
    guard flushedCount > 0, let bytes = pending.first, context.channel.isActive else { return }
    let seconds = Limits.writeSeconds + Int64(bytes / Limits.leastBytesPerSecond)
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
  }
}

extension WriteDeadline<HTTPResponsePart> {
  /// Over the parts of replies.
  convenience init() {
    self.init { part in if case .body(let bytes) = part { bytes.readableBytes } else { 0 } }
  }
}

extension WriteDeadline<ByteBuffer> {
  /// Over the bytes of a connection under TLS.
  convenience init() { self.init { $0.readableBytes } }
}
