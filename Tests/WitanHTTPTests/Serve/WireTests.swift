import HTTPTypes
import HummingbirdTesting
import Logging
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `On the wire` {
  @Test func `health, readiness and the description need no token`() async throws {
    try await House().open { visitor in
      let alive = try await visitor.get("/healthz")
      #expect(alive.text == "ok\n")
      let ready = try await visitor.get("/readyz")
      #expect(ready.status == 200)
      let description = try await visitor.get("/openapi.json")
      #expect(description["Content-Type"] == "application/json")
    }
  }

  @Test func `every answer carries the fields that keep browsers safe`() async throws {
    try await House().open { visitor in
      for path in ["/", "/v1/me", "/nowhere", "/style.css", "/healthz"] {
        let answer = try await visitor.get(path)
        #expect(answer["X-Content-Type-Options"] == "nosniff")
        let policy = try #require(answer["Content-Security-Policy"])
        #expect(policy.contains("default-src 'none'") && !policy.contains("script-src"))
        #expect(answer["Referrer-Policy"] == (path == "/" ? "same-origin" : "no-referrer"))
      }
    }
  }

  @Test func `HEAD is GET without the body`() async throws {
    try await House().open { visitor in
      let head = try await visitor.send(.head, "/v1/subjects", as: "farah")
      let get = try await visitor.get("/v1/subjects", as: "farah")
      #expect(head.status == 200 && head.bytes.isEmpty)
      #expect(head["Content-Length"] == String(get.bytes.count))
      #expect(try await visitor.send(.head, "/v1/queue/take", as: "farah").status == 405)
    }
  }

  @Test func `a method that a path has not gives 405 and those it has`() async throws {
    try await House().open { visitor in
      let answer = try await visitor.send(.delete, "/v1/questions", as: "farah")
      #expect(answer.status == 405 && answer.code == "method-not-allowed")
      #expect(answer["Allow"] == "GET, HEAD, POST")
      #expect(try await visitor.get("/v1/queue/take", as: "farah")["Allow"] == "POST")
      #expect(try await visitor.get("/v1/nowhere").code == "no-such-path")
    }
  }

  @Test func `other content types are refused, an empty body is none`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask()
      let expert = try #require(try await visitor.asked(id).first)
      for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/mixed"] {
        let answer = try await visitor.send(
          .post, "/v1/questions", as: "farah", header: ["Content-Type": type], body: [1])
        #expect(answer.status == 415 && answer.code == "unsupported-media-type")
      }
      #expect(
        try await visitor.send(.post, "/v1/questions", as: "farah", body: [1]).status == 415)
      let form = try await visitor.post(
        "/v1/questions/\(id)/answers", as: expert, form: [.text("taxon", "Naja")])
      #expect(form.status == 415)
      #expect(try await visitor.post("/v1/questions/\(id)/take", as: expert).status == 200)
    }
  }

  @Test(arguments: ["gzip", "br", "deflate, gzip", "x"])
  func `a body that is packed is refused, as nothing is unpacked`(coding: String) async throws {
    try await House().open { visitor in
      for (path, handle) in [("/v1/questions", "farah"), ("/ask", "farah"), ("/sign-in", nil)] {
        var header = [
          "Content-Type": "multipart/form-data; boundary=\(Field.boundary)",
          "Content-Encoding": coding, "Sec-Fetch-Site": "same-origin",
        ]
        if let handle { header["Cookie"] = visitor.cookie(handle) }
        let answer = try await visitor.send(
          .post, path, as: path.hasPrefix("/v1") ? handle : nil, header: header,
          body: Field.body([.text("subject", "snakes"), .text("text", "?")]))
        #expect(answer.status == 415, "\(path): \(answer.text)")
      }
      let answer = try await visitor.send(
        .post, "/v1/questions", as: "farah",
        header: ["Content-Type": "application/json", "Content-Encoding": coding], body: [1])
      #expect(answer.code == "unsupported-content-encoding")
      #expect(answer["Accept-Encoding"] == "identity")
    }
  }

  @Test func `a JSON body past the limit is refused`() async throws {
    try await House().open { visitor in
      let text = #"{"subject":"snakes","text":""# + String(repeating: "a", count: 300_000) + "\"}"
      let answer = try await visitor.post("/v1/questions", as: "farah", text)
      #expect(answer.status == 413 && answer.code == "too-large")
      #expect(answer["Connection"] == "close")
    }
  }

  @Test func `an upload of 50 MB gets a clean 413`() async throws {
    try await House().open { visitor in
      let big = [UInt8](repeating: 0xFF, count: 50_000_000)
      let answer = try await visitor.post(
        "/v1/questions", as: "farah",
        form: [.text("subject", "snakes"), .text("text", "?"), .file("photo", big)])
      #expect(answer.status == 413 && answer.code == "too-large")
      #expect(answer["Content-Type"] == "application/problem+json")
    }
  }

  @Test func `one photo past its limit is refused although the form as a whole is not`()
    async throws
  {
    try await House().open { visitor in
      let big = tinyPhoto + [UInt8](repeating: 1, count: CleanPhoto.uploadLimitBytes)
      let answer = try await visitor.post(
        "/v1/questions", as: "farah",
        form: [.text("subject", "snakes"), .text("text", "?"), .file("photo", big)])
      #expect(answer.status == 413)
      #expect(answer.json["field"] as? String == "photo")
    }
  }

  @Test func `nobody without a token makes the server read a body`() async throws {
    try await House().open { visitor in
      let answer = try await visitor.post(
        "/v1/questions", form: [.text("nonsense", "x")], header: [:])
      #expect(answer.status == 401 && answer["WWW-Authenticate"] == "Bearer")
    }
  }

  @Test func `a fault is two words to the caller, and readiness tells it`() async throws {
    struct Broken: Archive {
      struct Fault: Error {}
      func read<R: Sendable>(_ body: @escaping @Sendable (any Shelf) throws -> R) async throws -> R
      { throw Fault() }
      func write<R: Sendable>(_ body: @escaping @Sendable (any Pen) throws -> R) async throws -> R {
        throw Fault()
      }
      func commits() -> AsyncStream<Int> { AsyncStream { $0.finish() } }
      func backup(named name: String) async throws -> String { throw Fault() }
    }
    let house = try await House()
    let desk = Desk(archive: Broken(), world: house.told.world, lab: PlainLab())
    let front = Server(
      desk: desk, host: "127.0.0.1", port: 0, logger: .init(label: "t") { _ in Silent() },
      limits: .none)
    try await front.application().test(.router) { client in
      let visitor = Visitor(client: client, tokens: ["x": "wt_x"])
      #expect(try await visitor.get("/healthz").status == 200)
      #expect(try await visitor.get("/readyz").status == 503)
      let answer = try await visitor.get("/v1/me", as: "x")
      #expect(answer.status == 500 && answer.json["detail"] as? String == "Internal error.")
    }
  }
}
