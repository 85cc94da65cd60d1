import Inference
import Testing

@Suite struct LikelihoodTests {
  static let methods: [any VoteMethod] = [
    DawidSkene(pooling: .none), OneCoin(isPooled: false),
    OneCoin(isPooled: false, learnsShares: true), Glad(), Mace(), Ibcc(),
    Ebcc(subtypes: 4, starts: 2),
  ]

  @Test(arguments: methods.indices, 0..<6 as Range<UInt64>)
  func `the objective never falls`(place: Int, seed: UInt64) throws {
    let votes = RandomVotes(
      seed: seed, tasks: 60, workers: 12, classes: 2 + Int(seed % 3), votesEach: 4
    ) { 0.25 + 0.06 * Double($0) }.votes
    let result = Self.methods[place].infer(try NamedVotes.build(votes).table)
    #expect(result.logLikelihood.count == result.iterations)
    #expect(result.iterations > 2)
    for (before, after) in zip(result.logLikelihood, result.logLikelihood.dropFirst()) {
      #expect(after >= before - 1e-7, "\(Self.methods[place].name), seed \(seed)")
    }
  }
}
