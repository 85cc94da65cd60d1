/// Who wants to be told of what, and what is on its way to them: beside the record and no part of
/// it. It survives a restart; notices follow from the record, by how far it was read.
///
/// Every keeper passes `NotifyBookExercise` (WitanTesting).
public protocol NotifyBook: Sendable {
  /// The subscriptions of a member, or (nil) all, in the order of their ids.
  func subscriptions(of member: ID<Member>?) async throws -> [Subscription]
  /// Keeps a subscription under its id.
  func keep(_ subscription: Subscription) async throws
  /// Removes subscriptions of a member by their ids, or all of them, with what waits for them;
  /// gives how many there were.
  func remove(_ ids: [String]?, of member: ID<Member>) async throws -> Int
  /// How many entries of the ledger were read; nil before the first time.
  func position() async throws -> Int?
  /// Queues notices and notes (not nil) how far the ledger was read, in one transaction. One that
  /// is there already is not queued twice; of those that a later one replaces the last stays, due
  /// when the first was; beyond `QueuedNotice.limit` the subscription counts it as given up.
  func queue(_ notices: [QueuedNotice], readTo position: Int?) async throws
  /// The next notice of each subscription that is due, those first that were never tried.
  func due(_ now: Instant, limit: Int) async throws -> [QueuedNotice]
  /// Changes a notice and its subscription in one transaction; a notice that becomes nil is gone,
  /// and all others too where the subscription is switched off. Nothing where either is not there.
  func settle(
    _ id: String, of subscription: String,
    _ body: @escaping @Sendable (inout Subscription, inout QueuedNotice?) -> Void) async throws
  /// How many notices wait, by subscription.
  func waiting() async throws -> [String: Int]
  /// Forgets a member: subscriptions with their addresses, and what waits for them; nothing of them
  /// is left in the keeper's files.
  func forget(_ member: ID<Member>) async throws
}
