import Synchronization
package import Witan

/// Replies in memory.
package final class MemoryReplyBook: ReplyBook {
  private struct Line {
    let request: KeyedRequest
    let until: Instant
    var sealed: [UInt8]?
  }

  /// Guards the lines, by their names.
  private let lines = Mutex<[String: Line]>([:])

  /// An empty book.
  package init() {}

  /// Notes that it begins.
  package func begin(_ request: KeyedRequest, now: Instant) async throws -> NotedReply {
    lines.withLock { lines in
      lines = lines.filter { $0.value.until > now }
      if let line = lines[request.name] {
        let fingerprint = line.request.fingerprint
        return line.sealed.map { .done(fingerprint: fingerprint, sealed: $0) }
          ?? .begun(fingerprint: fingerprint)
      }
      let count = lines.values.count { $0.request.account == request.account }
      guard count < KeyedRequest.accountLimit else { return .full }
      let until = now.adding(seconds: KeyedRequest.lifeSeconds)
      lines[request.name] = Line(request: request, until: until)
      return .new
    }
  }

  /// Keeps the reply.
  package func keep(_ name: String, sealed: [UInt8]) async throws {
    lines.withLock { $0[name]?.sealed = sealed }
  }

  /// Removes the request.
  package func forget(_ name: String) async throws {
    lines.withLock { _ = $0.removeValue(forKey: name) }
  }

  /// What was kept, as it lies there.
  package var sealed: [[UInt8]] { lines.withLock { $0.values.compactMap(\.sealed) } }

  /// Loses what was replied, and keeps that it began, as a stop between the two does.
  package func loseReplies() {
    lines.withLock { lines in
      for name in lines.keys { lines[name]?.sealed = nil }
    }
  }
}
