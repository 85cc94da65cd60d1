import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Witan

/// Something told live as Server-Sent Events (WHATWG HTML 9.2): what the caller would read, and
/// again whenever that changes, until nothing more can come, the reader leaves, or an hour is over.
///
/// An event's id tells its content, so that a reader who comes back with `Last-Event-ID` is told
/// what they missed and not the same twice; one who comes back to what has ended gets 204, which
/// ends a browser's attempts.
struct LiveEvents: Sendable {
  /// What is told, and whether more can come.
  typealias Look = @Sendable () async throws -> (event: LiveEvent, goesOn: Bool)

  private let desk: Desk
  private let look: Look
  /// The id of the event that the reader has.
  private let known: String?
  /// Held as long as this is told.
  private let seat: Seats.Seat
  /// When the reader's connection is over; nil where there is none.
  private let closing: EventLoopFuture<Void>?

  /// How often something is said when nothing happens, so that proxies keep the connection.
  static let heartbeatMilliseconds = 15_000
  /// After so many heartbeats the reader must come back, and be let in again.
  static let heartbeatLimit = 240

  /// `GET /v1/questions/{id}/events` and `GET /v1/queue/events`.
  static let routes = [
    Route(.get, "/v1/questions/{id}/events", .member, .read) { visit in
      try Endpoint.check(visit.request.query, knows: ["stay"])
      let (desk, caller) = (visit.desk, try await visit.caller())
      let id = ID<Question>(visit.name("id"))
      let stays = try visit.stays
      return try await stream(visit, caller) {
        let sheet = try await desk.show(desk.current(caller), id)
        return (try LiveEvent("question", sheet), sheet.phase.isOpen || stays)
      }
    },
    Route(.get, "/v1/queue/events", .roles([.expert]), .read) { visit in
      try Endpoint.check(visit.request.query, knows: [])
      let (desk, caller) = (visit.desk, try await visit.caller())
      return try await stream(visit, caller) {
        let now = try await desk.current(caller)
        let sheet = QueueSheet(
          items: try await desk.queue(now), released: try await desk.released(now),
          next: nil)
        return (try LiveEvent("queue", sheet), true)
      }
    },
  ]

  private static func stream(
    _ visit: Visit, _ caller: Caller, _ look: @escaping Look
  ) async throws -> Route.Outcome {
    let known = HTTPField.Name("Last-Event-ID").flatMap { visit.request.headers[$0] }
    let (event, goesOn) = try await look()
    guard known != event.id || goesOn else {
      return .stream(Response(status: .noContent, headers: [.cacheControl: "no-store"]))
    }
    let events = LiveEvents(
      desk: visit.desk, look: look, known: known,
      seat: try visit.turnstile.seats.take(caller.member.id), closing: visit.closing)
    return .stream(
      Response(
        status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
        body: ResponseBody { writer in
          try await events.tell(&writer)
          try await writer.finish(nil)
        }))
  }

  private enum Signal { case news, heartbeat }

  /// Writes events until nothing more can come, the reader left, or the server is to stop.
  private func tell(_ writer: inout any ResponseBodyWriter) async throws {
    let (signals, bell) = AsyncStream.makeStream(
      of: Signal.self, bufferingPolicy: .bufferingNewest(1))
    // Whoever left is told nothing more, and frees the seat, though nothing is there to be said.
    closing?.whenComplete { _ in bell.finish() }
    // Listening begins before the first look, so that no change falls between the two.
    let commits = desk.commits()
    let desk = desk
    let listeners = [
      Task { for await _ in commits { bell.yield(.news) } },
      Task {
        for _ in 0..<Self.heartbeatLimit {
          guard (try? await desk.pause(milliseconds: Self.heartbeatMilliseconds)) != nil else {
            return
          }
          bell.yield(.heartbeat)
        }
        bell.finish()
      },
    ]
    defer { listeners.forEach { $0.cancel() } }
    bell.yield(.news)
    var known = known
    try await withTaskCancellationHandler {
      try await withGracefulShutdownHandler {
        for await signal in signals {
          guard try await tell(signal, &known, &writer) else { return }
        }
      } onGracefulShutdown: {
        bell.finish()
      }
    } onCancel: {
      bell.finish()
    }
    withExtendedLifetime(seat) {}
  }

  /// Says what is new, or on a heartbeat that nothing is; false once there is no more to come, or
  /// the reader may not look any more.
  private func tell(
    _ signal: Signal, _ known: inout String?, _ writer: inout any ResponseBodyWriter
  ) async throws -> Bool {
    let (event, goesOn): (LiveEvent, Bool)
    do {
      (event, goesOn) = try await look()
    } catch is Refusal {
      // Whoever may not look any more is told so when they come back.
      return false
    }
    if event.id != known {
      try await writer.write(event.buffer)
      known = event.id
    } else if signal == .heartbeat {
      try await writer.write(ByteBuffer(string: ": still here\n\n"))
    }
    return goesOn
  }
}

extension Visit {
  /// Whether the reader stays after a question closed, as its verdict may be recalled.
  fileprivate var stays: Bool {
    get throws {
      guard let text = request.query["stay"] else { return false }
      guard let stays = Bool(text) else {
        throw Refusal.invalid(field: "stay", reason: "\"\(text)\" is neither true nor false")
      }
      return stays
    }
  }
}
