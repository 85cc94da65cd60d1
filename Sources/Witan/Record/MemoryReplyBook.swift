import Synchronization

/// Replies in memory, for a community that no request under a key comes to, and for tests.
public final class MemoryReplyBook: ReplyBook {
  private struct Line {
    let request: KeyedRequest
    let until: Instant
    var sealed: [UInt8]?
    /// Whether something was erased since it began: then no reply is kept.
    var isPast = false
  }

  /// Guards the lines, by their names.
  private let lines = Mutex<[String: Line]>([:])

  /// An empty book.
  public init() {}

  /// Notes that it begins.
  public func begin(_ request: KeyedRequest, now: Instant) async throws -> NotedReply {
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
  public func keep(_ name: String, sealed: [UInt8], _ life: ReplyLife) async throws {
    lines.withLock { lines in
      if lines[name]?.isPast == false || life == .aDay { lines[name]?.sealed = sealed }
    }
  }

  /// Removes the request.
  public func forget(_ name: String) async throws {
    lines.withLock { _ = $0.removeValue(forKey: name) }
  }

  /// Forgets all replies so far.
  public func forgetReplies() async throws {
    lines.withLock { lines in
      for name in lines.keys {
        lines[name]?.sealed = nil
        lines[name]?.isPast = true
      }
    }
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
