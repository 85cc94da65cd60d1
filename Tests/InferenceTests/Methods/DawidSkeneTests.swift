import Foundation
import Inference
import Testing

/// The classic method keeps only what is not zero; here it is written out in full.
@Suite struct DawidSkeneTests {
  /// Dawid & Skene's equations (DOI 10.2307/2346806) over whole matrices, a rate kept from zero by
  /// 1e-10 of a vote: the beliefs, [task][class], and the log-likelihoods of so many rounds.
  private func inFull(
    _ votes: RandomVotes, tasks: Int, workers: Int, classes: Int, rounds: Int
  ) -> (beliefs: [[Double]], trace: [Double]) {
    let each = zip(zip(votes.numbers.tasks, votes.numbers.workers), votes.numbers.labels)
    let all = each.map { (task: Int($0.0), worker: Int($0.1), label: Int($1)) }
    let none = [Double](repeating: 0, count: classes)
    var beliefs = [[Double]](repeating: none, count: tasks)
    for vote in all { beliefs[vote.task][vote.label] += 1 }
    beliefs = beliefs.map { row in
      let sum = row.reduce(0, +)
      return row.map { sum > 0 ? $0 / sum : 1 / Double(classes) }
    }
    var trace: [Double] = []
    for _ in 0..<rounds {
      var rates = [[[Double]]](
        repeating: [[Double]](
          repeating: [Double](repeating: 1e-10, count: classes), count: classes),
        count: workers)
      var shares = [Double](repeating: 1e-10, count: classes)
      for row in beliefs { for state in 0..<classes { shares[state] += row[state] } }
      for vote in all {
        for state in 0..<classes {
          rates[vote.worker][state][vote.label] += beliefs[vote.task][state]
        }
      }
      let sum = shares.reduce(0, +)
      let sums = rates.map { $0.map { $0.reduce(0, +) } }
      var scores = [[Double]](repeating: shares.map { log($0 / sum) }, count: tasks)
      for vote in all {
        for state in 0..<classes {
          let rate = rates[vote.worker][state][vote.label] / sums[vote.worker][state]
          scores[vote.task][state] += log(rate)
        }
      }
      let evidences = scores.map { row in
        let greatest = row.max() ?? 0
        return greatest + log(row.reduce(0) { $0 + exp($1 - greatest) })
      }
      beliefs = zip(scores, evidences).map { row, evidence in row.map { exp($0 - evidence) } }
      trace.append(evidences.reduce(0, +))
    }
    return (beliefs, trace)
  }

  @Test(arguments: [2, 5, 64, 65, 130], 0..<2 as Range<UInt64>)
  func `what is left out is zero in full too`(classes: Int, seed: UInt64) throws {
    let votes = RandomVotes(
      seed: seed, tasks: 150, workers: 15, classes: classes, votesEach: 4
    ) { 0.4 + 0.035 * Double($0) }
    // One task more than have votes.
    let table = try VoteTable(
      tasks: votes.numbers.tasks, workers: votes.numbers.workers, labels: votes.numbers.labels,
      taskCount: 151, workerCount: 15, labelCount: classes)
    // Beliefs are rounded, and what rounds to zero is not quite nothing beside 1e-10 of a vote:
    // where the votes leave a task open, later rounds make the difference greater.
    for (rounds, tolerance) in [(1, 1e-9), (4, 1e-3)] {
      let full = inFull(votes, tasks: 151, workers: 15, classes: classes, rounds: rounds)
      let result = DawidSkene(
        pooling: .none, stopping: StoppingRule(limit: rounds, tolerance: -1)
      ).infer(table)
      #expect(result.iterations == rounds)
      let traces = zip(result.logLikelihood, full.trace).map { abs($0 - $1) }
      #expect(traces.max() ?? 1 < 1000 * tolerance, "seed \(seed), \(rounds) rounds")
      let beliefs = zip(result.probabilities, full.beliefs.joined()).map { abs($0 - $1) }
      #expect(beliefs.max() ?? 1 < tolerance, "seed \(seed), \(rounds) rounds")
    }
  }

  @Test func `a large table gives the same bits in any order, on all cores`() throws {
    let votes = RandomVotes(
      seed: 3, tasks: 3000, workers: 200, classes: 12, votesEach: 5
    ) { 0.4 + 0.0025 * Double($0) }
    let methods: [any IterativeMethod] = [
      DawidSkene(pooling: .none, stopping: StoppingRule(limit: 12, tolerance: 0)),
      FastDawidSkene(),
    ]
    var chance = SplitMix64(seed: 4)
    let order = chance.shuffled(Array(votes.votes.indices))
    let (named, other) = (
      try NamedVotes.build(votes.votes), try NamedVotes.build(order.map { votes.votes[$0] })
    )
    #expect(named.tasks == other.tasks)
    for method in methods {
      let result = method.infer(named.table)
      for _ in 0..<4 { #expect(method.infer(other.table) == result, "\(method.name)") }
      #expect(result.logLikelihood.last ?? 0 > result.logLikelihood[0])
    }
  }

  @Test func `workers without votes change nothing`() throws {
    let votes = RandomVotes(
      seed: 6, tasks: 2000, workers: 90, classes: 5, votesEach: 5
    ) { _ in 0.6 }
    // Every third worker of the wider table has votes; the first and the last have none.
    let wide = try VoteTable(
      tasks: votes.numbers.tasks, workers: votes.numbers.workers.map { 3 * $0 + 1 },
      labels: votes.numbers.labels, workerCount: 300)
    let narrow = try VoteTable(
      tasks: votes.numbers.tasks, workers: votes.numbers.workers, labels: votes.numbers.labels)
    for method in [DawidSkene(pooling: .none), FastDawidSkene()] as [any VoteMethod] {
      let (one, other) = (method.infer(wide), method.infer(narrow))
      #expect(one.probabilities == other.probabilities)
      #expect(one.logLikelihood == other.logLikelihood)
      #expect(one.workerSkill[0] == 0 && one.workerSkill[1] == other.workerSkill[0])
    }
  }

  @Test func `twice the same vote counts once, wherever it stands`() throws {
    let votes = RandomVotes(seed: 5, tasks: 3000, workers: 40, classes: 3, votesEach: 6) { _ in 0.7
    }
    let repeated = votes.votes + votes.votes[100..<7000] + [votes.votes[0]]
    let once = try NamedVotes.build(votes.votes)
    let twice = try NamedVotes.build(repeated)
    #expect(twice.table.voteCount == once.table.voteCount)
    let method = DawidSkene(pooling: .none)
    #expect(method.infer(twice.table) == method.infer(once.table))
  }
}
