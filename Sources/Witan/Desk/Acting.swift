import Synchronization

/// For whom something is done, from when they were let in until the first of it is recorded: the
/// body of a request may take minutes to come, and a steward may have put them out meanwhile.
package final class Acting: Sendable {
  private let caller: Caller
  /// Guards whether something was recorded: what a verb does next may follow from its own change.
  private let hasBegun = Mutex(false)

  /// Of a caller as they were let in.
  package init(_ caller: Caller) { self.caller = caller }

  /// Refuses who is out, or whose token has ended (`notSignedIn`), and whoever may do more or less
  /// than when they were let in (`conflict`); called in the transaction.
  func check(_ shelf: any Shelf, now: Instant) throws {
    guard !hasBegun.withLock({ $0 }) else { return }
    let isGood = try caller.token.map { try shelf.token(sha256: $0)?.isGood(at: now) ?? false }
    guard isGood ?? true, let member = try shelf.member(caller.member.id), !member.roles.isEmpty
    else { throw Refusal.notSignedIn }
    guard (member.roles, member.subjects) == (caller.member.roles, caller.member.subjects) else {
      throw Refusal.conflict(
        .changedMeanwhile, reason: "What you may do was changed meanwhile; look, and try again.")
    }
  }

  /// Notes that something was recorded.
  func begin() { hasBegun.withLock { $0 = true } }
}

extension Desk {
  /// For whom this task acts; nil for the house itself and for who owns the folder.
  @TaskLocal package static var acting: Acting?

  /// Whether what this task reads goes to nobody, as it is only compared: then no view is noted.
  @TaskLocal package static var isComparing = false
}
