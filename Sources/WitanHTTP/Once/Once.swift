import Synchronization
import Witan

/// Carries out a change that bears a key once, however often it is sent: whoever sends it again
/// gets what was replied the first time (decision 19).
final class Once: Sendable {
  private let desk: Desk
  private var book: any ReplyBook { desk.replyBook }

  private struct Running {
    let fingerprint: String
    /// The hash of the secret by which it came, which alone opens the reply.
    let sender: String
    let work: Task<Reply, any Error>
  }

  /// Guards what is being carried out, by the requests' names; no more than there are requests.
  private let running = Mutex<[String: Running]>([:])

  /// Over a desk's book of replies.
  init(desk: Desk) { self.desk = desk }

  /// The reply to a call, made now or before.
  ///
  /// The same request at the same time waits for the first one's reply, unless it came by another
  /// token, to which that reply is never told. The change goes on to its end although the client
  /// leaves.
  ///
  /// - Parameter kept: for how long the reply is told again.
  func reply(
    _ call: KeyedCall, kept: ReplyLife = .untilErasure,
    _ change: @escaping @Sendable () async throws -> Reply
  ) async throws -> Reply {
    let name = call.request.name
    let first = running.withLock { running in
      if let first = running[name] { return first }
      let work = Task {
        defer { self.running.withLock { _ = $0.removeValue(forKey: name) } }
        return try await self.carryOut(call, kept: kept, change)
      }
      let mine = Running(
        fingerprint: call.request.fingerprint, sender: call.sender, work: work)
      running[name] = mine
      return mine
    }
    guard first.fingerprint == call.request.fingerprint else { throw Problem.otherRequest }
    guard first.sender == call.sender else { throw Problem.otherToken }
    return try await first.work.value
  }

  private func carryOut(
    _ call: KeyedCall, kept: ReplyLife, _ change: @Sendable () async throws -> Reply
  ) async throws -> Reply {
    let (request, seal) = (call.request, call.seal)
    switch try await book.begin(request, now: desk.now()) {
    case .new: break
    case .full: throw Problem.tooManyKeys
    case .begun(request.fingerprint): throw Problem.outcomeUnknown
    case .done(request.fingerprint, let sealed):
      guard let reply = seal.open(sealed) else { throw Problem.otherToken }
      return reply
    case .begun, .done: throw Problem.otherRequest
    }
    let reply: Reply
    do {
      reply = try await change()
    } catch {
      // What was refused changed nothing; of any other fault the outcome is not known.
      if error is Refusal || error is Problem { try await book.forget(request.name) }
      throw error
    }
    guard kept != .never else {
      try await book.forget(request.name)
      return reply
    }
    if let sealed = try seal.close(reply) {
      try await book.keep(request.name, sealed: sealed, kept)
    }
    return reply
  }
}

extension Problem {
  /// A key that was used for something else.
  static let otherRequest = Problem(
    422, "Unprocessable content", code: "key-reused",
    "This Idempotency-Key came with another request before; take a new key for each.",
    field: "Idempotency-Key")

  /// A request whose end nobody saw.
  static let outcomeUnknown = Problem(
    409, "Conflict", code: "outcome-unknown",
    "This request began before and may have been carried out; look first, then send it under a new "
      + "key if it was not.", field: "Idempotency-Key")

  /// A request that was done under another token of the same account, which alone opens the reply.
  static let otherToken = Problem(
    409, "Conflict", code: "done-under-other-token",
    "This request was carried out under another token of yours; look for what it made.",
    field: "Idempotency-Key")

  /// An account with as many keys as it may have.
  static let tooManyKeys = Problem(
    429, "Too many requests", code: "too-many-keys",
    "At most \(KeyedRequest.accountLimit) keys in 24 hours; send requests without one, or later.",
    field: "Idempotency-Key", header: ["Retry-After": "3600"])
}
