import HummingbirdTesting
import Logging
import Synchronization
import Testing
import Witan

@testable import WitanHTTP

@Suite struct `The log` {
  /// Keeps what was said.
  final class Book: Sendable {
    let lines = Mutex<[String]>([])
  }

  struct Scribe: LogHandler {
    let book: Book
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { $1 }
      let text = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      book.lines.withLock { $0.append("\(event.message) \(text.joined(separator: " "))") }
    }
  }

  @Test func `has a line a request, and nothing personal`() async throws {
    let house = try await House()
    let book = Book()
    let logger = Logger(label: "t") { _ in Scribe(book: book) }
    let app = try Server(
      desk: house.desk, host: "127.0.0.1", port: 0, logger: logger, limits: .none,
      replies: house.replies
    ).application()
    try await app.test(.router) { client in
      let visitor = Visitor(client: client, tokens: house.tokens)
      let id = try await visitor.ask()
      _ = try await visitor.get("/v1/questions/\(id)", as: "farah")
      _ = try await visitor.get("/v1/members/farah", as: "farah")
      _ = try await visitor.look("/secret-\(id)", as: "farah")
    }
    let lines = book.lines.withLock { $0 }
    #expect(lines.contains { $0.contains("method=POST") && $0.contains("route=/v1/questions ") })
    #expect(lines.contains { $0.contains("route=/v1/questions/{id} ") })
    #expect(lines.allSatisfy { $0.contains("hb.request.id=") && $0.contains("milliseconds=") })
    let all = lines.joined(separator: "\n")
    for word in ["farah", "What snake", "wt_", "secret"] { #expect(!all.contains(word), "\(word)") }
  }
}
