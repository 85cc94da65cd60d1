import Foundation

/// The one door to time, chance and names.
///
/// Everything that is not told by a caller (the hour, a salt, an identifier) comes from here and is
/// passed in, so that a test can tell the clock and a replay needs neither.
public struct World: Sendable {
  /// The present instant.
  public var now: @Sendable () -> Instant
  /// `count` unpredictable bytes for salts, tokens, keys and names.
  public var secret: @Sendable (_ count: Int) -> [UInt8]
  /// Waits for a while; throws `CancellationError` when the task is cancelled.
  public var pause: @Sendable (_ milliseconds: Int) async throws -> Void

  /// Makes a world from its three doors.
  public init(
    now: @escaping @Sendable () -> Instant,
    secret: @escaping @Sendable (Int) -> [UInt8],
    pause: @escaping @Sendable (Int) async throws -> Void
  ) {
    self.now = now
    self.secret = secret
    self.pause = pause
  }

  /// The machine's clock and the system's random numbers.
  public static var real: World {
    World(
      now: { Instant(milliseconds: Int((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
      secret: { count in
        var source = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: source.next()) }
      },
      pause: { milliseconds in try await Task.sleep(for: .milliseconds(milliseconds)) })
  }

  /// A new name: a letter for the kind, seven characters of time, six of chance, in Crockford's
  /// base 32. Names made later sort later (to the second), which is what lists page by.
  public func name(_ letter: String) -> String {
    let seconds = UInt64(max(0, now().milliseconds / 1000 - 1_577_836_800))
    let chance = secret(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return "\(letter)-\(crockford(seconds, 7))\(crockford(chance, 6))"
  }

  /// A bearer token, or another secret that says by its first letters what it opens: `wt_` and 160
  /// bits in base 32.
  public func token(_ prefix: String = "wt") -> String {
    let digits = secret(20)
    let parts = stride(from: 0, to: 20, by: 5).map { start in
      crockford(digits[start..<start + 5].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, 8)
    }
    return prefix + "_" + parts.joined()
  }

  /// A seed for one draw of chance; it is recorded with the decision that used it.
  public func seed() -> UInt64 {
    secret(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  }
}

extension Refusal {
  /// Two names made in one second came out the same, as one pair in a thousand million does.
  static let nameDrawnTwice = Refusal.unavailable(reason: "No free name was found; try again.")
}

/// The last `length` base-32 digits of a number (Crockford's alphabet, lower case).
private func crockford(_ value: UInt64, _ length: Int) -> String {
  let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
  var rest = value
  var digits: [Character] = []
  for _ in 0..<length {
    digits.append(alphabet[Int(rest & 31)])
    rest >>= 5
  }
  return String(digits.reversed())
}
