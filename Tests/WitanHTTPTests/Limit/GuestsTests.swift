import NIOCore
import NIOEmbedded
import Testing

@testable import WitanHTTP

@Suite struct `Connections of one address` {
  private let loop = EmbeddedEventLoop()

  private func address(_ text: String) throws -> SocketAddress {
    try SocketAddress(ipAddress: text, port: 4_711)
  }

  /// Counts one; gives what closes it, nil where it is one too many.
  private func open(_ text: String, _ guests: Guests) throws -> EventLoopPromise<Void>? {
    let closed = loop.makePromise(of: Void.self)
    if guests.admit(try address(text), until: closed.futureResult) { return closed }
    closed.succeed()
    return nil
  }

  @Test func `are so many, until one of them closes`() throws {
    let guests = Guests(limit: 2)
    let first = try #require(try open("203.0.113.7", guests))
    let second = try #require(try open("203.0.113.7", guests))
    #expect(try open("203.0.113.7", guests) == nil)
    let other = try #require(try open("203.0.113.8", guests))
    first.succeed()
    let third = try #require(try open("203.0.113.7", guests))
    for promise in [second, other, third] { promise.succeed() }
    #expect(guests.count == 0)
  }

  @Test func `of IPv6 are those of one network`() throws {
    let guests = Guests(limit: 1)
    let first = try #require(try open("2001:db8::1", guests))
    #expect(try open("2001:db8::2", guests) == nil)
    let other = try #require(try open("2001:db8:0:1::1", guests))
    for promise in [first, other] { promise.succeed() }
  }

  @Test(arguments: ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
  func `of this machine are not counted, as a proxy brings everybody`(text: String) throws {
    let guests = Guests(limit: 1)
    for _ in 0..<10 { try #require(try open(text, guests)).succeed() }
    #expect(guests.count == 0)
    let without = Guests(limit: nil)
    for _ in 0..<10 { try #require(try open("203.0.113.7", without)).succeed() }
  }
}
