import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import ServiceLifecycle
import Witan

/// A question told live as Server-Sent Events (WHATWG HTML 9.2): the sheet as the caller sees it,
/// and again whenever it changes, until the question closed; with `?stay=true` longer, as a verdict
/// may be recalled, until the reader leaves.
///
/// An event's id tells the sheet's content, so that a reader who comes back with `Last-Event-ID` is
/// not told the same twice; one who comes back to a closed question gets 204, which ends a
/// browser's attempts.
struct QuestionEvents: Sendable {
  private let desk: Desk
  private let caller: Caller
  private let id: ID<Question>
  /// The id of the event that the reader has.
  private let known: String?
  private let stays: Bool

  /// How often something is said when nothing happens, so that proxies keep the connection.
  static let heartbeatMilliseconds = 15_000

  /// `GET /v1/questions/{id}/events`.
  static let route = Route(.get, "/v1/questions/{id}/events") { visit in
    let caller = try await visit.caller()
    let id = ID<Question>(visit.name("id"))
    let sheet = try await visit.desk.show(caller, id)
    let known = HTTPField.Name("Last-Event-ID").flatMap { visit.request.headers[$0] }
    let stays = visit.request.uri.queryParameters["stay"] == "true"
    guard try known != Event(sheet).id || sheet.phase.isOpen || stays else {
      return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }
    let events = QuestionEvents(
      desk: visit.desk, caller: caller, id: id, known: known, stays: stays)
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        try await events.tell(&writer)
        try await writer.finish(nil)
      })
  }

  /// One event.
  struct Event {
    /// The first eight bytes of the SHA-256 of the sheet's JSON.
    let id: String
    let json: [UInt8]

    /// The event that tells this sheet.
    init(_ sheet: QuestionSheet) throws {
      json = try JSONText.bytes(sheet)
      id = String(SHA.sha256(json).hex.prefix(16))
    }

    /// The event as it is sent; JSON has no line ends of its own here.
    var buffer: ByteBuffer {
      var buffer = ByteBuffer(string: "event: question\nid: \(id)\ndata: ")
      buffer.writeBytes(json)
      buffer.writeString("\n\n")
      return buffer
    }
  }

  private enum Signal { case news, heartbeat }

  /// Writes events until the question closed, the reader left, or the server is to stop.
  private func tell(_ writer: inout any ResponseBodyWriter) async throws {
    let (signals, bell) = AsyncStream.makeStream(
      of: Signal.self, bufferingPolicy: .bufferingNewest(1))
    // Listening begins before the first look, so that no change falls between the two.
    let commits = desk.commits()
    let desk = desk
    let listeners = [
      Task { for await _ in commits { bell.yield(.news) } },
      Task {
        while (try? await desk.pause(milliseconds: Self.heartbeatMilliseconds)) != nil {
          bell.yield(.heartbeat)
        }
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
  }

  /// Says what is new, or on a heartbeat that nothing is; false once there is no more to come.
  private func tell(
    _ signal: Signal, _ known: inout String?, _ writer: inout any ResponseBodyWriter
  ) async throws -> Bool {
    let sheet = try await desk.show(caller, id)
    let event = try Event(sheet)
    if event.id != known {
      try await writer.write(event.buffer)
      known = event.id
    } else if signal == .heartbeat {
      try await writer.write(ByteBuffer(string: ": still here\n\n"))
    }
    return sheet.phase.isOpen || stays
  }
}
