import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import WitanHTTP

@Suite struct `A connection that ends` {
  /// A connection whose clock is told, and that reads on after a reply for so long and so much.
  private func connected() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(
      handler: LingeringClose(time: .seconds(Limits.lingerSeconds), byteLimit: 100))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  private func head(_ connection: String? = nil) -> HTTPRequestPart {
    var request = HTTPRequest(method: .post, scheme: "http", authority: "a", path: "/")
    request.headerFields[.connection] = connection
    return .head(request)
  }

  private func piece(_ count: Int) -> HTTPRequestPart {
    .body(ByteBuffer(repeating: 1, count: count))
  }

  private func reply(
    _ channel: EmbeddedChannel, _ status: HTTPResponse.Status = .ok, closes: Bool = false
  ) throws {
    var head = HTTPResponse(status: status)
    if closes { head.headerFields[.connection] = "close" }
    try channel.writeOutbound(HTTPResponsePart.head(head))
    try channel.writeOutbound(HTTPResponsePart.end(nil))
  }

  /// What `Connection` said on each request that came through.
  private func seen(_ channel: EmbeddedChannel) throws -> [String?] {
    var found: [String?] = []
    while let part = try channel.readInbound(as: HTTPRequestPart.self) {
      if case .head(let head) = part { found.append(head.headerFields[.connection]) }
    }
    return found
  }

  /// What it said on each reply.
  private func said(_ channel: EmbeddedChannel) throws -> [String?] {
    var found: [String?] = []
    while let part = try channel.readOutbound(as: HTTPResponsePart.self) {
      if case .head(let head) = part { found.append(head.headerFields[.connection]) }
    }
    return found
  }

  @Test(arguments: ["close", "Close", "te, close", " close ,x"])
  func `on a client's word says so on the reply, and not to whoever replies`(word: String) throws {
    let channel = try connected()
    try channel.writeInbound(head(word))
    try channel.writeInbound(HTTPRequestPart.end(nil))
    #expect(try !seen(channel).contains { $0?.lowercased().contains("close") ?? false })
    #expect(channel.isActive)
    try reply(channel)
    #expect(try said(channel) == ["close"])
    #expect(!channel.isActive)
  }

  @Test func `stays open where nobody wants it closed`() throws {
    let channel = try connected()
    for _ in 0..<3 {
      try channel.writeInbound(head("keep-alive"))
      try channel.writeInbound(piece(90))
      try channel.writeInbound(HTTPRequestPart.end(nil))
      try reply(channel)
    }
    #expect(try seen(channel) == ["keep-alive", "keep-alive", "keep-alive"])
    #expect(try said(channel) == [nil, nil, nil])
    channel.embeddedEventLoop.advanceTime(by: .hours(1))
    #expect(channel.isActive)
  }

  @Test func `waits for the request's end after a reply that ends it`() throws {
    let channel = try connected()
    try channel.writeInbound(head())
    try channel.writeInbound(piece(1_000))
    try reply(channel, .contentTooLarge, closes: true)
    #expect(channel.isActive)
    try channel.writeInbound(piece(99))
    #expect(channel.isActive)
    try channel.writeInbound(HTTPRequestPart.end(nil))
    #expect(!channel.isActive)
    #expect(try said(channel) == ["close"])
  }

  @Test func `is closed when the client sends too long after a reply, closing or not`() throws {
    for closes in [true, false] {
      let channel = try connected()
      try channel.writeInbound(head())
      try reply(channel, .unauthorized, closes: closes)
      for _ in 1..<Limits.lingerSeconds {
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        try channel.writeInbound(piece(1))
      }
      #expect(channel.isActive)
      channel.embeddedEventLoop.advanceTime(by: .seconds(1))
      #expect(!channel.isActive)
    }
  }

  @Test func `is closed when the client sends too much after a reply, closing or not`() throws {
    for closes in [true, false] {
      let channel = try connected()
      try channel.writeInbound(head())
      try reply(channel, .unauthorized, closes: closes)
      try channel.writeInbound(piece(100))
      #expect(channel.isActive)
      try channel.writeInbound(piece(1))
      #expect(!channel.isActive)
    }
  }

  @Test func `gives each request of a row its own reply, and none to what follows the last`()
    throws
  {
    let channel = try connected()
    for word in [nil, "close", nil] as [String?] {
      try channel.writeInbound(head(word))
      try channel.writeInbound(HTTPRequestPart.end(nil))
    }
    #expect(try seen(channel) == [nil, nil], "the third is not passed on")
    try reply(channel)
    #expect(channel.isActive)
    try reply(channel)
    #expect(try said(channel) == [nil, "close"])
    #expect(!channel.isActive)
  }

  @Test func `ends with the one reply, whatever else is written`() throws {
    let channel = try connected()
    try channel.writeInbound(head())
    try reply(channel, .badRequest, closes: true)
    #expect(throws: ChannelError.self) { try reply(channel, .badRequest, closes: true) }
    #expect(try said(channel) == ["close"])
  }

  @Test func `is not closed by a word in advance`() throws {
    let channel = try connected()
    try channel.writeInbound(head("close"))
    try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .continue)))
    try channel.writeInbound(HTTPRequestPart.end(nil))
    try reply(channel)
    #expect(try said(channel) == [nil, "close"])
  }
}
