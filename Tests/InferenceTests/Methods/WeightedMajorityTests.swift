import Testing

@testable import Inference

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct WeightedMajorityTests {
  @Test func `on flat options with known accuracies the weights are the log-odds`() {
    #expect(abs(WeightedMajority.logOdds(ofAccuracy: 0.8, classes: 2) - log(4)) < 1e-12)
    #expect(abs(WeightedMajority.logOdds(ofAccuracy: 0.5, classes: 3) - log(2)) < 1e-12)
    #expect(WeightedMajority.logOdds(ofAccuracy: 0.25, classes: 4) == 0)
    #expect(WeightedMajority.logOdds(ofAccuracy: 0.3, classes: 1) == 0)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `with accuracies the belief is that of Bayes`(seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    let classes = 2 + chance.below(4)
    let accuracies = (0..<5).map { _ in 0.05 + 0.9 * chance.unit() }
    let labels = (0..<5).map { _ in Int32(chance.below(classes)) }
    let table = try VoteTable(
      tasks: [0, 0, 0, 0, 0], workers: [0, 1, 2, 3, 4], labels: labels, labelCount: classes)
    let likelihoods = (0..<classes).map { label in
      zip(accuracies, labels).reduce(1.0) {
        $0 * (Int($1.1) == label ? $1.0 : (1 - $1.0) / Double(classes - 1))
      }
    }
    let result = WeightedMajority(.accuracies(accuracies)).infer(table)
    for label in 0..<classes {
      let expected = likelihoods[label] / likelihoods.reduce(0, +)
      #expect(abs(result.probabilities[label] - expected) < 1e-12)
    }
  }

  @Test func `plain weights give their shares, and what is below nothing counts nothing`() throws {
    let table = try VoteTable(tasks: [0, 0, 0], workers: [0, 1, 2], labels: [0, 1, 1])
    let result = WeightedMajority(.weights([3, 1, -5])).infer(table)
    #expect(result.probabilities == [0.75, 0.25])
    #expect(WeightedMajority(.weights([])).infer(table).probabilities == [0.5, 0.5])
  }
}
