/// The pass of every model in which a vote speaks for its own label alone.
extension VoteTable {
  /// The beliefs that follow when a vote multiplies its own label's odds by exp(`bonus`) and leaves
  /// the others as they are: log b(k) = `prior`(k) + sum of the bonuses of the votes for k, less
  /// the task's evidence.
  ///
  /// Shapes: `bonus` [pair], `prior` [label]. Written into `beliefs`, [task x label]. Gives the
  /// greatest change and the sum of the evidences. O(votes + tasks x labels), on all cores.
  func updateBeliefs(
    prior: [Double], bonus: [Double], into beliefs: inout [Double]
  ) -> (change: Double, logEvidence: Double) {
    updateBeliefs(prior: prior, into: &beliefs) { vote, _ in bonus[Int(pairOfVote[vote])] }
  }

  /// The same with a bonus for each vote, told by its place among the votes by task and its task.
  func updateBeliefs(
    prior: [Double], into beliefs: inout [Double], bonus: @Sendable (Int, Int) -> Double
  ) -> (change: Double, logEvidence: Double) {
    var changes = [Double](repeating: 0, count: Parts.count)
    var evidences = [Double](repeating: 0, count: Parts.count)
    let (grid, rounding) = (termGrid, self.rounding(states: labelCount))
    let prior = prior.map { grid.rounded($0) }
    Slots.write(to: &beliefs) { beliefs in
      Slots.write(to: &changes) { changes in
        Slots.write(to: &evidences) { evidences in
          Parts.forEach(in: taskCount, steps: voteCount * 8 + taskCount * labelCount) {
            part, range in
            var scores = prior
            for task in range {
              for label in 0..<labelCount { scores[label] = prior[label] }
              for vote in taskStart[task]..<taskStart[task + 1] {
                scores[Int(labelOfPair[Int(pairOfVote[vote])])] += grid.rounded(bonus(vote, task))
              }
              evidences.base[part] += Self.normalise(
                &scores, into: beliefs.base + task * labelCount, change: &changes.base[part],
                rounding)
            }
          }
        }
      }
    }
    return (changes.reduce(0, max), evidences.reduce(0, +))
  }

  /// The logarithms of equal shares. Shape: [label].
  var equalPrior: [Double] {
    [Double](repeating: -Logarithm.natural(Double(labelCount)), count: labelCount)
  }
}
