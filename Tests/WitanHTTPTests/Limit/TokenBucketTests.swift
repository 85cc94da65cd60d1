import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Token buckets` {
  private func buckets(_ count: Int, _ seconds: Int) throws -> TokenBuckets {
    TokenBuckets(try #require(Limits.Quota(count, inSeconds: seconds)))
  }
  private let start = Instant(milliseconds: 1_000_000)

  @Test func `give what they hold, then one whenever one has flowed in`() throws {
    let buckets = try buckets(3, 30)
    #expect((0..<3).map { _ in buckets.take("a", now: start).remaining } == [2, 1, 0])
    let refused = buckets.take("a", now: start)
    #expect(!refused.isGiven && refused.waitSeconds == 10 && refused.fullSeconds == 30)
    #expect(!buckets.take("a", now: start.adding(seconds: 9)).isGiven)
    #expect(buckets.take("a", now: start.adding(seconds: 10)).isGiven)
    #expect(!buckets.take("a", now: start.adding(seconds: 10)).isGiven)
    #expect(buckets.take("a", now: start.adding(seconds: 100)).remaining == 2)
  }

  @Test func `of one key say nothing of another's`() throws {
    let buckets = try buckets(1, 60)
    #expect(buckets.take("a", now: start).isGiven)
    #expect(!buckets.take("a", now: start).isGiven)
    #expect(buckets.take("b", now: start).isGiven)
  }

  @Test func `of a clock set back give nothing for free`() throws {
    let buckets = try buckets(1, 60)
    #expect(buckets.take("a", now: start).isGiven)
    #expect(!buckets.take("a", now: Instant(milliseconds: 0)).isGiven)
  }

  @Test func `never give more than the quota in any window`() throws {
    for seed in UInt64(1)...20 {
      var chance = Chance(seed: seed)
      let (count, seconds) = (1 + chance.below(20), 1 + chance.below(60))
      let buckets = try buckets(count, seconds)
      var now = start
      var given: [Instant] = []
      for _ in 0..<500 {
        now = Instant(milliseconds: now.milliseconds + chance.below(2_000))
        if buckets.take("a", now: now).isGiven { given.append(now) }
      }
      for (place, first) in given.enumerated() {
        // A full bucket and what flows in meanwhile.
        let end = first.adding(seconds: seconds)
        let within = given[place...].count { $0 < end }
        #expect(within <= 2 * count, "seed \(seed)")
      }
    }
  }

  @Test func `hold no more keys than they may; newcomers then share one`() throws {
    let buckets = try buckets(1, 60)
    for number in 0..<TokenBuckets.keyLimit {
      #expect(buckets.take("k\(number)", now: start).isGiven)
    }
    #expect(buckets.take("new", now: start).isGiven)
    #expect(!buckets.take("other", now: start).isGiven)
    #expect(buckets.take("other", now: start.adding(seconds: 61)).isGiven)
  }
}
