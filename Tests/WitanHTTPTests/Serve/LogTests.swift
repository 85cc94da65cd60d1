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
      desk: house.desk, host: "127.0.0.1", port: 0, logger: logger, limits: .none
    ).application()
    try await app.test(.router) { client in
      let visitor = Visitor(client: client, tokens: house.tokens)
      let id = try await visitor.ask()
      _ = try await visitor.get("/v1/questions/\(id)", as: "farah")
      _ = try await visitor.get("/v1/members/farah", as: "farah")
      _ = try await visitor.look("/secret-\(id)", as: "farah")
    }
    let lines = book.lines.withLock { $0 }
    let requests = lines.filter { $0.hasPrefix("request ") }
    #expect(requests.count >= 4)
    #expect(lines.contains { $0.contains("method=POST") && $0.contains("route=/v1/questions ") })
    #expect(lines.contains { $0.contains("route=/v1/questions/{id} ") })
    #expect(requests.allSatisfy { $0.contains("request=") && $0.contains("milliseconds=") })
    let all = lines.joined(separator: "\n")
    for word in ["farah", "What snake", "wt_", "secret"] { #expect(!all.contains(word), "\(word)") }
  }

  @Test func `bears the request's name, which the reply and its problem bear too`() async throws {
    try await House().open { visitor in
      let unnamed = try await visitor.get("/v1/me")
      let name = try #require(unnamed["X-Request-ID"])
      #expect(name.count >= 8 && unnamed.json["request"] as? String == name)
      #expect(try await visitor.get("/v1/me")["X-Request-ID"] != name)
      // A number that counts up would tell how many others ask.
      var made: Set<String> = []
      for _ in 0..<20 {
        let name = try #require(try await visitor.get("/healthz")["X-Request-ID"])
        #expect(name.wholeMatch(of: #/[0-9a-f]{16}/#) != nil, "\(name)")
        made.insert(name)
      }
      #expect(made.count == 20 && Set(made.map { $0.prefix(8) }).count == 20, "\(made)")
      #expect(try await visitor.get("/healthz")["X-Request-ID"] != nil)
      let mine = ["X-Request-ID": "0192f3a0-mine"]
      let kept = try await visitor.get("/v1/me", header: mine)
      #expect(kept["X-Request-ID"] == "0192f3a0-mine")
      #expect(kept.json["request"] as? String == "0192f3a0-mine")
      let page = try await visitor.get("/no", header: mine.merging(["Accept": "text/html"]) { $1 })
      #expect(page.text.contains("request 0192f3a0-mine"))
      for bad in ["short", "a b c d e f g", "wt_0123456789", String(repeating: "a", count: 65)] {
        let answer = try await visitor.get("/healthz", header: ["X-Request-ID": bad])
        #expect(answer["X-Request-ID"] != bad)
      }
    }
  }
}
