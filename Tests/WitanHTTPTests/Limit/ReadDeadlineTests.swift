import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import WitanHTTP

@Suite struct `Deadlines of reading` {
  /// A connection whose clock is told.
  private func connected() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: ReadDeadline())
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  private let head = HTTPRequestPart.head(
    HTTPRequest(method: .post, scheme: "http", authority: "a", path: "/"))
  private let piece = HTTPRequestPart.body(ByteBuffer(bytes: [1]))
  private let end = HTTPRequestPart.end(nil)

  private func reply(_ channel: EmbeddedChannel) throws {
    try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
    try channel.writeOutbound(HTTPResponsePart.end(nil))
  }

  private func wait(_ seconds: Int64, _ channel: EmbeddedChannel) {
    channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
  }

  @Test func `a header that does not come in its time closes the connection`() throws {
    let channel = try connected()
    wait(Limits.headSeconds - 1, channel)
    #expect(channel.isActive)
    wait(1, channel)
    #expect(!channel.isActive)
  }

  @Test func `a body has its time, however many bytes trickle in`() throws {
    let channel = try connected()
    try channel.writeInbound(head)
    for _ in 1..<(Limits.bodySeconds / 10) {
      wait(10, channel)
      try channel.writeInbound(piece)
    }
    #expect(channel.isActive)
    wait(10, channel)
    #expect(!channel.isActive)
  }

  @Test func `who sent everything waits for the reply as long as it takes`() throws {
    let channel = try connected()
    try channel.writeInbound(head)
    wait(Limits.bodySeconds - 1, channel)
    try channel.writeInbound(end)
    wait(100 * Limits.bodySeconds, channel)
    #expect(channel.isActive)
    try reply(channel)
    wait(Limits.headSeconds - 1, channel)
    #expect(channel.isActive, "the next header has its own time")
    try channel.writeInbound(head)
    try channel.writeInbound(end)
    try reply(channel)
    wait(Limits.headSeconds, channel)
    #expect(!channel.isActive)
  }

  @Test func `a reply before the body's end does not give more time`() throws {
    let channel = try connected()
    try channel.writeInbound(head)
    try reply(channel)
    wait(Limits.bodySeconds - 1, channel)
    #expect(channel.isActive)
    wait(1, channel)
    #expect(!channel.isActive)
    let other = try connected()
    try other.writeInbound(head)
    try reply(other)
    try other.writeInbound(end)
    wait(Limits.headSeconds, other)
    #expect(!other.isActive)
  }

  @Test func `requests that follow at once have their replies first`() throws {
    let channel = try connected()
    for _ in 0..<3 {
      try channel.writeInbound(head)
      try channel.writeInbound(end)
    }
    for _ in 0..<2 { try reply(channel) }
    wait(100 * Limits.headSeconds, channel)
    #expect(channel.isActive)
    try reply(channel)
    wait(Limits.headSeconds, channel)
    #expect(!channel.isActive)
  }
}
