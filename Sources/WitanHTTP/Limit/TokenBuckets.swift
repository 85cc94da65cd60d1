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

  /// How long a bucket takes to fill, and how long for one, in microseconds.
  private var window: Int { quota.seconds * 1_000_000 }
  private var step: Int { max(1, window / quota.count) }

  /// Takes one from a key's bucket, if there is one.
  func take(_ key: String, now: Instant) -> Word {
    let now = now.milliseconds * 1_000
    return full.withLock { full in
      if full[key] == nil, full.count >= Self.keyLimit { full = full.filter { $0.value > now } }
      let key = full[key] != nil || full.count < Self.keyLimit ? key : Self.shared
      let before = max(full[key] ?? now, now)
      let isGiven = before + step - now <= window
      let after = isGiven ? before + step : before
      full[key] = after
      return word(isGiven: isGiven, fullIn: after - now)
    }
  }

  /// Puts one back into a key's bucket, as what it was taken for did not come about.
  func putBack(_ key: String, now: Instant) {
    let now = now.milliseconds * 1_000
    full.withLock { full in
      let key = full[key] != nil ? key : Self.shared
      let after = max(now, (full[key] ?? now) - step)
      full[key] = after > now ? after : nil
    }
  }

  /// What a key's bucket says to who takes nothing.
  func look(_ key: String, now: Instant) -> Word {
    let now = now.milliseconds * 1_000
    return full.withLock { full in
      let isApart = full[key] != nil || full.count < Self.keyLimit
      let after = max(full[isApart ? key : Self.shared] ?? now, now)
      return word(isGiven: true, fullIn: after - now)
    }
  }

  /// What a bucket says that is full in so many microseconds.
  private func word(isGiven: Bool, fullIn left: Int) -> Word {
    let remaining = max(0, (window - left) / step)
    return Word(
      isGiven: isGiven, remaining: remaining, fullSeconds: Self.seconds(left),
      waitSeconds: remaining > 0 ? 0 : max(1, Self.seconds(left + step - window)))
  }

  /// Whole seconds, rounded up.
  private static func seconds(_ microseconds: Int) -> Int {
    (max(0, microseconds) + 999_999) / 1_000_000
  }
}
