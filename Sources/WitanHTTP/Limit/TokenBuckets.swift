import Synchronization
import Witan

/// Token buckets, one a key, each kept as the instant at which it will be full again (the generic
/// cell rate algorithm, ITU-T I.371): a full bucket is no entry at all.
final class TokenBuckets: Sendable {
  /// What a bucket said to a request.
  struct Word: Equatable {
    let isGiven: Bool
    /// How many more would be given now.
    let remaining: Int
    /// Until the bucket is full again.
    let fullSeconds: Int
    /// Until one more is given; 0 for now.
    let waitSeconds: Int
  }

  let quota: Limits.Quota

  /// How many keys are told apart; beyond it newcomers share one bucket.
  static let keyLimit = 20_000
  private static let shared = "*"

  /// Guards the instants, in microseconds, at which buckets are full again.
  private let full = Mutex<[String: Int]>([:])

  /// Full buckets of this quota.
  init(_ quota: Limits.Quota) { self.quota = quota }

  /// Takes one from a key's bucket, if there is one.
  func take(_ key: String, now: Instant) -> Word {
    let now = now.milliseconds * 1_000
    let window = quota.seconds * 1_000_000
    let step = max(1, window / quota.count)
    return full.withLock { full in
      if full[key] == nil, full.count >= Self.keyLimit { full = full.filter { $0.value > now } }
      let key = full[key] != nil || full.count < Self.keyLimit ? key : Self.shared
      let before = max(full[key] ?? now, now)
      let isGiven = before + step - now <= window
      let after = isGiven ? before + step : before
      full[key] = after
      let remaining = max(0, (window - (after - now)) / step)
      return Word(
        isGiven: isGiven, remaining: remaining, fullSeconds: Self.seconds(after - now),
        waitSeconds: remaining > 0 ? 0 : max(1, Self.seconds(after + step - now - window)))
    }
  }

  /// Puts one back into a key's bucket, as what it was taken for did not come about.
  func putBack(_ key: String, now: Instant) -> Word {
    let now = now.milliseconds * 1_000
    let window = quota.seconds * 1_000_000
    let step = max(1, window / quota.count)
    return full.withLock { full in
      let key = full[key] != nil ? key : Self.shared
      let after = max(now, (full[key] ?? now) - step)
      full[key] = after > now ? after : nil
      return Word(
        isGiven: true, remaining: max(0, (window - (after - now)) / step),
        fullSeconds: Self.seconds(after - now), waitSeconds: 0)
    }
  }

  /// Whole seconds, rounded up.
  private static func seconds(_ microseconds: Int) -> Int {
    (max(0, microseconds) + 999_999) / 1_000_000
  }
}
