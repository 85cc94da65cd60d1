import Hummingbird
import NIOCore
import NIOHTTPTypes

/// The body of a request whose sender waits to be told that it is wanted (`Expect: 100-continue`,
/// RFC 9110 10.1.1): told as soon as somebody reads it.
///
/// So whoever is refused before, for want of a token or for a length past the limit, need not send
/// it at all. Requests of a connection are answered one after the other: no reply to an earlier one
/// is being written when this one's body is read.
struct AwaitedBody: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  private let body: RequestBody
  private let channel: any Channel

  /// The same body, over the connection on which its sender waits.
  init(_ body: RequestBody, _ channel: any Channel) { (self.body, self.channel) = (body, channel) }

  /// Reads on, and says the word first.
  struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var body: RequestBody.AsyncIterator
    fileprivate var channel: (any Channel)?

    /// The next piece; nil at the end.
    mutating func next() async throws -> ByteBuffer? {
      if let waiting = channel {
        channel = nil
        try await waiting.writeAndFlush(HTTPResponsePart.head(.init(status: .continue)))
      }
      return try await body.next()
    }
  }

  /// Begins to read.
  func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(body: body.makeAsyncIterator(), channel: channel)
  }
}
