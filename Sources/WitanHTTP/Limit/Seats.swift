import Synchronization
import Witan

/// The streams that are open, so that nobody opens more than the server can hold.
final class Seats: Sendable {
  /// Guards how many each account has; an account without any is no entry.
  private let taken = Mutex<[String: Int]>([:])

  /// How many are taken by all.
  var count: Int { taken.withLock { $0.values.reduce(0, +) } }

  /// One open stream; it ends with the last reference to it.
  final class Seat: Sendable {
    private let seats: Seats
    private let account: String

    fileprivate init(_ seats: Seats, _ account: String) {
      (self.seats, self.account) = (seats, account)
    }

    deinit { seats.leave(account) }
  }

  /// Takes a seat; refuses one too many of an account (429) and of all together (503).
  func take(_ account: ID<Member>) throws(Problem) -> Seat {
    let problem = taken.withLock { taken -> Problem? in
      guard taken.values.reduce(0, +) < Limits.streams else { return .streamsFull }
      guard taken[account.text, default: 0] < Limits.streamsOfAccount else {
        return .tooManyStreams
      }
      taken[account.text, default: 0] += 1
      return nil
    }
    if let problem { throw problem }
    return Seat(self, account.text)
  }

  private func leave(_ account: String) {
    taken.withLock { taken in
      let rest = taken[account, default: 1] - 1
      taken[account] = rest > 0 ? rest : nil
    }
  }
}

extension Problem {
  /// How long to wait before another stream is tried.
  private static let patience = ["Retry-After": "30"]

  /// An account that has as many streams as it may.
  static let tooManyStreams = Problem(
    429, "Too many requests", code: "too-many-streams",
    "This account has \(Limits.streamsOfAccount) open streams; close one first.",
    header: patience)

  /// A server that has as many streams as it can hold.
  static let streamsFull = Problem(
    503, "Service unavailable", code: "streams-full",
    "All streams are taken; ask for the question itself, or try again later.", header: patience)
}
