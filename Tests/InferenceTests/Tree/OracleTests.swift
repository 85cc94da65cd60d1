import Inference
import Testing

/// The posterior against the enumeration of every truth; a failure prints its seed.
@Suite struct OracleTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `beliefs are those of an oracle that enumerates every truth`(batch: UInt64) throws {
    for seed in (batch * 100)..<(batch * 100 + 100) {
      let some = try RandomCase(seed: seed)
      let posterior = try some.posterior()
      let oracle = Oracle(some, votes: some.votes)
      #expect(agree(posterior.logEvidence, oracle.logEvidence), "\(some)")
      for node in some.parents.indices {
        let found = posterior.probability(of: Int32(node))
        #expect(agree(found, oracle.probability(node)), "\(some) node \(node)")
      }
      for (column, found) in posterior.classProbabilities.enumerated() {
        #expect(agree(found, oracle.classBelief(column)), "\(some) class \(column)")
      }
      let unclassified = oracle.classBelief(some.classCount)
      #expect(agree(posterior.unclassifiedProbability, unclassified), "\(some)")
    }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `bits are those of an oracle that leaves each vote out`(batch: UInt64) throws {
    for seed in (10_000 + batch * 100)..<(10_000 + batch * 100 + 100) {
      let some = try RandomCase(seed: seed)
      let (tree, prior) = (try some.tree(), try some.prior())
      for node in some.parents.indices {
        let all = Oracle(some, votes: some.votes).logOdds(node)
        let bits = try TreePosterior.weights(
          tree: tree, prior: prior, votes: some.votes, errors: some.errors, for: Int32(node))
        #expect(bits.count == some.votes.count)
        for place in some.votes.indices {
          var others = some.votes
          others.remove(at: place)
          let without = Oracle(some, votes: others).logOdds(node)
          let certain = abs(all) > 20 || abs(without) > 20
          let expected = (all - without) / 0.693_147_180_559_945_3
          #expect(certain || agree(bits[place], expected, within: 1e-6), "\(some) node \(node)")
          #expect(abs(bits[place]) <= 64, "\(some)")
        }
      }
    }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `crowds that contradict themselves are counted as the oracle counts`(batch: UInt64) throws {
    for seed in (20_000 + batch * 20)..<(20_000 + batch * 20 + 20) {
      let some = try RandomCase(seed: seed, nodes: 8, voters: 120)
      let posterior = try some.posterior()
      let oracle = Oracle(some, votes: some.votes)
      for node in some.parents.indices {
        let found = posterior.probability(of: Int32(node))
        #expect(agree(found, oracle.probability(node)), "\(some) node \(node)")
      }
    }
  }
}
