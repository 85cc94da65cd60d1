/// What was said of a request's limits, as the header's fields `RateLimit-Policy` and `RateLimit`
/// (draft-ietf-httpapi-ratelimit-headers-10): lists of `"name";q=count;w=seconds` and
/// `"name";r=remaining;t=seconds until it is whole again`.
struct RateFields {
  private var policies: [String] = []
  private var states: [String] = []

  /// Notes what a bucket said.
  mutating func add(_ name: String, _ quota: Limits.Quota, _ word: TokenBuckets.Word) {
    policies.append("\"\(name)\";q=\(quota.count);w=\(quota.seconds)")
    states.append("\"\(name)\";r=\(word.remaining);t=\(word.fullSeconds)")
  }

  /// The fields; none where there is no limit.
  var header: [(name: String, value: String)] {
    guard !policies.isEmpty else { return [] }
    return [
      ("RateLimit-Policy", policies.joined(separator: ", ")),
      ("RateLimit", states.joined(separator: ", ")),
    ]
  }
}
