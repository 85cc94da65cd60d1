import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import WitanHTTP

/// A client that reads only when it is told to: what is flushed waits here.
private final class SlowReader: ChannelOutboundHandler {
  typealias OutboundIn = HTTPResponsePart

  private var waiting = CircularBuffer<EventLoopPromise<Void>?>()

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    waiting.append(promise)
  }

  func flush(context: ChannelHandlerContext) {}

  /// Reads one part.
  func read() { waiting.popFirst()??.succeed() }
}

@Suite struct `Deadlines of writing` {
  /// A connection whose clock is told, to a client that reads when told.
  private func connected() throws -> (EmbeddedChannel, SlowReader) {
    let reader = SlowReader()
    let channel = EmbeddedChannel(handlers: [reader, WriteDeadline<HTTPResponsePart>()])
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return (channel, reader)
  }

  private func body(_ count: Int) -> HTTPResponsePart {
    .body(ByteBuffer(repeating: 1, count: count))
  }

  private func wait(_ seconds: Int64, _ channel: EmbeddedChannel) {
    channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
  }

  @Test func `a part that does not leave in its time closes the connection`() throws {
    let (channel, _) = try connected()
    channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .ok)), promise: nil)
    wait(Limits.writeSeconds - 1, channel)
    #expect(channel.isActive)
    wait(1, channel)
    #expect(!channel.isActive)
  }

  @Test func `a large part has a second more for so many bytes`() throws {
    let (channel, _) = try connected()
    channel.writeAndFlush(body(1_000 * Limits.leastBytesPerSecond), promise: nil)
    wait(Limits.writeSeconds + 999, channel)
    #expect(channel.isActive)
    wait(1, channel)
    #expect(!channel.isActive)
  }

  @Test func `each part that leaves gives the next its time, and no more`() throws {
    let (channel, reader) = try connected()
    for _ in 0..<10 { channel.write(body(10), promise: nil) }
    channel.flush()
    for _ in 0..<9 {
      wait(Limits.writeSeconds - 1, channel)
      reader.read()
    }
    #expect(channel.isActive)
    wait(Limits.writeSeconds, channel)
    #expect(!channel.isActive)
  }

  @Test func `a stream that has nothing to say waits as long as it likes`() throws {
    let (channel, reader) = try connected()
    for _ in 0..<3 {
      channel.writeAndFlush(body(10), promise: nil)
      reader.read()
      wait(100 * Limits.writeSeconds, channel)
      #expect(channel.isActive)
    }
    // The heartbeat finds out who no longer reads.
    channel.writeAndFlush(body(1), promise: nil)
    wait(Limits.writeSeconds, channel)
    #expect(!channel.isActive)
  }

  @Test func `more that is written does not put off the first`() throws {
    let (channel, _) = try connected()
    for _ in 0..<Limits.writeSeconds {
      channel.writeAndFlush(body(1), promise: nil)
      wait(1, channel)
    }
    #expect(!channel.isActive)
  }

  @Test func `what was not flushed is not late`() throws {
    let (channel, _) = try connected()
    channel.write(body(1), promise: nil)
    wait(100 * Limits.writeSeconds, channel)
    #expect(channel.isActive)
  }
}
