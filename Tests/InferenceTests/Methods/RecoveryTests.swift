import Inference
import Testing

/// Crowds made to measure: what a method should get right, it gets right.
@Suite struct RecoveryTests {
  static let users: [any VoteMethod] = [
    DawidSkene(pooling: .none), DawidSkene(), OneCoin(isPooled: false), OneCoin(), Glad(), Kos(),
    Ibcc(), Ebcc(subtypes: 3, starts: 2), IterativeWeightedMajority(), LightweightAggregation(),
    WitanVote(),
  ]

  /// Seven who are mostly right, two who are nearly always wrong.
  @Test(arguments: users.indices, 0..<3 as Range<UInt64>)
  func `one who always errs is used, not trusted`(place: Int, seed: UInt64) throws {
    let crowd = RandomVotes(
      seed: seed, tasks: 200, workers: 9, classes: 2, votesEach: 9
    ) { $0 < 7 ? 0.8 : 0.03 }
    let plain = try crowd.accuracy(of: Majority())
    let used = try crowd.accuracy(of: Self.users[place])
    #expect(used > 0.97, "\(Self.users[place].name), seed \(seed): \(used), majority \(plain)")
    #expect(used > plain)
  }

  @Test(arguments: users.indices, 0..<2 as Range<UInt64>)
  func `a few good workers are found among many poor ones`(place: Int, seed: UInt64) throws {
    let crowd = RandomVotes(
      seed: seed, tasks: 400, workers: 20, classes: 4, votesEach: 10
    ) { $0 < 6 ? 0.9 : 0.3 }
    let gain =
      try crowd.accuracy(of: Self.users[place]) - (try crowd.accuracy(of: Majority()))
    #expect(gain > 0.02, "\(Self.users[place].name), seed \(seed): gain \(gain)")
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `pooled skills are near the true ones`(seed: UInt64) throws {
    let crowd = RandomVotes(
      seed: seed, tasks: 600, workers: 10, classes: 3, votesEach: 5
    ) { 0.4 + 0.05 * Double($0) }
    let named = try NamedVotes.build(crowd.votes)
    for method in [OneCoin(), DawidSkene(), WitanVote()] as [any VoteMethod] {
      let result = method.infer(named.table)
      for (worker, name) in named.workers.enumerated() {
        let skill = 0.4 + 0.05 * Double(Int(name.dropFirst()) ?? 0)
        #expect(abs(result.workerSkill[worker] - skill) < 0.1, "\(method.name), seed \(seed)")
      }
    }
  }

  /// Forty classes, three votes a task: a full confusion matrix has nothing to stand on.
  @Test(arguments: 0..<3 as Range<UInt64>)
  func `with many classes and few votes pooling saves Dawid-Skene`(seed: UInt64) throws {
    let crowd = RandomVotes(
      seed: seed, tasks: 300, workers: 40, classes: 40, votesEach: 4
    ) { 0.4 + 0.0125 * Double($0) }
    let plain = try crowd.accuracy(of: DawidSkene(pooling: .none))
    let majority = try crowd.accuracy(of: Majority())
    for method in [DawidSkene(), WitanVote()] as [any VoteMethod] {
      let pooled = try crowd.accuracy(of: method)
      #expect(pooled > plain + 0.05, "seed \(seed): \(pooled) after \(plain)")
      #expect(pooled > majority - 0.01, "seed \(seed): \(pooled), majority \(majority)")
    }
  }
}
