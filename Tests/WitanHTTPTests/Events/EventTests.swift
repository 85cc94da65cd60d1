import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Questions told live` {
  /// Gives what is written to whoever reads the stream.
  struct Ear: ResponseBodyWriter {
    let said: AsyncStream<String>.Continuation
    mutating func write(_ buffer: ByteBuffer) async throws { said.yield(String(buffer: buffer)) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws { said.finish() }
  }

  private func follow(
    _ id: String, as handle: String, _ house: House, known: String? = nil
  ) async throws -> Response {
    let front = try Front(
      desk: house.desk, logger: Logger(label: "t") { _ in Silent() }, limits: .none)
    let route = try front.routes.find("GET", "/v1/questions/\(id)/events")
    var header: HTTPFields = [.authorization: "Bearer \(house.tokens[handle] ?? "")"]
    if let known, let name = HTTPField.Name("Last-Event-ID") { header[name] = known }
    let request = Request(
      head: .init(
        method: .get, scheme: "http", authority: "localhost", path: "/v1/questions/\(id)/events",
        headerFields: header), body: .init(buffer: ByteBuffer()))
    let cookie = SessionCookie(request, isHTTPS: false)
    let outcome = try await route.0.handler(
      Visit(
        request: request, names: route.1, desk: house.desk,
        logger: Logger(label: "t") { _ in Silent() }, turnstile: front.turnstile,
        observer: front.observer, credential: Credential(request, cookie), cookie: cookie,
        member: nil))
    switch outcome {
    case .stream(let response): return response
    case .reply(let reply): return Response(reply)
    }
  }

  private func listen(_ response: Response) -> (AsyncStream<String>, Task<Void, any Error>) {
    let (heard, said) = AsyncStream.makeStream(of: String.self)
    let task = Task {
      defer { said.finish() }
      try await response.body.write(Ear(said: said))
    }
    return (heard, task)
  }

  private func answer(_ id: String, as handle: String, _ house: House) async throws -> Phase {
    let caller = try await house.desk.caller(handle: handle)
    return try await house.desk.answer(
      caller, ID(id), NewAnswer(taxon: "Daboia russelii", confidence: .sure)
    ).phase
  }

  private func identifier(_ event: String) -> String {
    event.firstMatch(of: #/id: ([0-9a-f]{16})\n/#).map { String($0.output.1) } ?? ""
  }

  @Test func `the state comes first, then each change, and the end after closing`() async throws {
    let house = try await House()
    let asker = try await house.desk.caller(handle: "farah")
    let new = NewQuestion(subject: "snakes", text: "What is it?", place: "IN")
    let id = try await house.desk.ask(asker, new).id
    let response = try await follow(id, as: "farah", house)
    #expect(response.headers[.contentType] == "text/event-stream")
    #expect(response.headers[.cacheControl] == "no-store")
    let (heard, task) = listen(response)
    var events = heard.makeAsyncIterator()
    let first = try #require(await events.next())
    #expect(first.hasPrefix("event: question\nid: ") && first.hasSuffix("}\n\n"))
    #expect(first.contains(#""phase":"gathering""#))

    var (last, isOpen) = (first, true)
    for _ in 0..<10 where isOpen {
      for handle in House.experts where isOpen {
        let expert = try await house.desk.caller(handle: handle)
        guard try await house.desk.queue(expert).contains(where: { $0.id == id }) else { continue }
        isOpen = try await answer(id, as: handle, house).isOpen
        let next = try #require(await events.next())
        #expect(identifier(next) != identifier(last))
        last = next
      }
      guard isOpen else { break }
      house.told.advance(seconds: 41)
      _ = try await house.desk.tick()
    }
    #expect(last.contains(#""phase":"settled""#))
    #expect(await events.next() == nil)
    try await task.value
  }

  @Test func `a misspelt wish is refused`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask()
      for (path, handle) in [
        ("/v1/questions/\(id)/events?stays=true", "farah"),
        ("/v1/queue/events?stay=true", "expert-0"),
      ] {
        let refused = try await visitor.get(path, as: handle)
        #expect(refused.status == 422 && refused.text.contains("it is not known here"), "\(path)")
      }
    }
  }

  @Test func `a reader who comes back is not told the same twice`() async throws {
    let house = try await House()
    let asker = try await house.desk.caller(handle: "farah")
    let id = try await house.desk.ask(asker, NewQuestion(subject: "snakes", text: "?")).id
    let sheet = try await house.desk.show(asker, ID(id))
    let known = try LiveEvent("question", sheet).id
    let (heard, task) = listen(try await follow(id, as: "farah", house, known: known))
    var events = heard.makeAsyncIterator()
    var asked: String?
    for handle in House.experts where asked == nil {
      let expert = try await house.desk.caller(handle: handle)
      if try await !house.desk.queue(expert).isEmpty { asked = handle }
    }
    _ = try await answer(id, as: try #require(asked), house)
    let first = try #require(await events.next())
    #expect(identifier(first) != known)
    #expect(first.contains("Daboia russelii"))
    task.cancel()
    #expect(await events.next() == nil)
  }

  @Test func `a sealed expert is told nothing of others' answers`() async throws {
    let house = try await House()
    let asker = try await house.desk.caller(handle: "farah")
    let id = try await house.desk.ask(asker, NewQuestion(subject: "snakes", text: "?")).id
    var asked: [String] = []
    for handle in House.experts {
      let expert = try await house.desk.caller(handle: handle)
      if try await !house.desk.queue(expert).isEmpty { asked.append(handle) }
    }
    let (heard, task) = listen(try await follow(id, as: asked[1], house))
    var events = heard.makeAsyncIterator()
    _ = await events.next()
    _ = try await answer(id, as: asked[0], house)
    let mine = try await answer(id, as: asked[1], house)
    // The first answer made no event for this reader; what comes next is their own.
    let next = try #require(await events.next())
    #expect(next.contains(#""state":"answered""#) || !mine.isOpen)
    task.cancel()
  }

  @Test func `a closed question is told once, and 204 to those who know`() async throws {
    let house = try await House()
    let asker = try await house.desk.caller(handle: "farah")
    let id = try await house.desk.ask(asker, NewQuestion(subject: "snakes", text: "?")).id
    for _ in 0..<40 {
      house.told.advance(seconds: 60)
      _ = try await house.desk.tick()
    }
    try await house.open(.live) { visitor in
      let answer = try await visitor.get("/v1/questions/\(id)/events", as: "farah")
      #expect(answer.status == 200 && answer["Content-Type"] == "text/event-stream")
      #expect(answer.text.split(separator: "event: question").count == 1)
      let again = try await visitor.get(
        "/v1/questions/\(id)/events", as: "farah",
        header: ["Last-Event-ID": identifier(answer.text)])
      #expect(again.status == 204)
    }
  }

  @Test func `an expert's queue is told live`() async throws {
    let house = try await House()
    let asker = try await house.desk.caller(handle: "farah")
    let front = try Front(
      desk: house.desk, logger: Logger(label: "t") { _ in Silent() }, limits: .none)
    let route = try front.routes.find("GET", "/v1/queue/events")
    let request = Request(
      head: .init(
        method: .get, scheme: "http", authority: "localhost", path: "/v1/queue/events",
        headerFields: [:]), body: .init(buffer: ByteBuffer()))
    let expert = try await house.desk.caller(handle: "expert-0")
    func open() async throws -> Response {
      let cookie = SessionCookie(request, isHTTPS: false)
      let outcome = try await route.0.handler(
        Visit(
          request: request, names: [:], desk: house.desk,
          logger: Logger(label: "t") { _ in Silent() }, turnstile: front.turnstile,
          observer: front.observer, credential: Credential(request, cookie), cookie: cookie,
          member: expert))
      guard case .stream(let response) = outcome else { throw CancellationError() }
      return response
    }
    let (heard, task) = listen(try await open())
    var events = heard.makeAsyncIterator()
    let first = try #require(await events.next())
    #expect(first.hasPrefix("event: queue\n") && first.contains(#""items":[]"#))
    var told: String?
    for _ in 0..<20 where told == nil {
      let id = try await house.desk.ask(asker, NewQuestion(subject: "snakes", text: "?")).id
      guard try await house.desk.queue(expert).contains(where: { $0.id == id }) else { continue }
      told = await events.next()
      #expect(told?.contains(id) == true)
    }
    #expect(told != nil)
    task.cancel()
    _ = try? await task.value
    #expect(await events.next() == nil)
  }

  @Test func `whose token ends hears nothing more`() async throws {
    let house = try await House()
    let asker = try await house.desk.caller(handle: "farah")
    let id = try await house.desk.ask(asker, NewQuestion(subject: "snakes", text: "?")).id
    let (heard, task) = listen(try await follow(id, as: "farah", house))
    var events = heard.makeAsyncIterator()
    #expect(await events.next()?.hasPrefix("event: question") == true)
    let token = try #require(try await house.desk.tokens(asker, handle: "farah").first)
    _ = try await house.desk.revokeToken(asker, named: token.id)
    #expect(await events.next() == nil)
    try await task.value
  }

  @Test func `who is thrown out hears nothing more`() async throws {
    let house = try await House()
    let steward = try await house.desk.caller(handle: "tomas")
    _ = try await house.desk.setRoles(steward, handle: "ines", [.steward])
    let ines = try await house.desk.caller(handle: "ines")
    let id = try await house.desk.ask(ines, NewQuestion(subject: "snakes", text: "?")).id
    let (heard, task) = listen(try await follow(id, as: "tomas", house))
    var events = heard.makeAsyncIterator()
    #expect(await events.next()?.hasPrefix("event: question") == true)
    // Of two stewards one goes by themselves.
    _ = try await house.desk.setRoles(steward, handle: "tomas", [])
    #expect(await events.next() == nil)
    try await task.value
  }

  @Test(arguments: ["", "GET /v1/me HTTP/1.1\r\nHost: a\r\n\r\n"])
  func `whose reader closes the connection free their seats at once`(behind: String) async throws {
    let house = try await House()
    try await house.open(.live) { visitor in
      let id = try await visitor.ask()
      let request =
        "GET /v1/questions/\(id)/events HTTP/1.1\r\nHost: a\r\n"
        + "Authorization: Bearer \(visitor.tokens["farah"] ?? "")\r\n\r\n"
      let port = try #require(visitor.client.port)
      // Nothing happens to the question, and the clock of this house beats no heart: by nothing
      // else would the server learn that they left.
      for number in 0..<(Limits.streamsOfAccount + 4) {
        let told = try await RawSocket.exchange(Array((request + behind).utf8), port: port)
        #expect(told.statuses == [200] && !told.isClosed, "\(number): \(told.text)")
        #expect(told.text.contains("event: question"))
      }
    }
  }

  @Test func `over HTTP/1.0 come without chunks, and end with the connection`() async throws {
    try await House().open(.live) { visitor in
      let port = try #require(visitor.client.port)
      let id = try await visitor.ask()
      let token = visitor.tokens["farah"] ?? ""
      func get(_ path: String) async throws -> RawSocket.Reply {
        let text = "GET \(path) HTTP/1.0\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n\r\n"
        return try await RawSocket.exchange(Array(text.utf8), port: port, patienceSeconds: 60)
      }
      let told = try await get("/v1/questions/\(id)/events")
      #expect(told.text.hasPrefix("HTTP/1.0 200"), "\(told.text)")
      #expect(!told.text.lowercased().contains("chunked") && told.body.hasPrefix("event: question"))
      let alive = try await get("/healthz")
      #expect(alive.text.hasPrefix("HTTP/1.0 200") && alive.body == "ok\n" && alive.isClosed)
    }
  }
}
