/// What GLAD holds of workers and tasks.
struct GladState: Sendable {
  /// Shape: [worker].
  private(set) var ability: [Double]
  /// Shape: [task].
  private(set) var easiness: [Double]

  /// Everybody able, every task easy, as the priors expect.
  init(_ table: VoteTable) {
    ability = Array(repeating: 1, count: table.workerCount)
    easiness = Array(repeating: 1, count: table.taskCount)
  }

  /// One step up for each ability a:
  ///
  ///     a <- a + (sum of (b - s) e - (a - 1)) / (sum of e e / 4 + 1)
  ///
  /// over the worker's votes, with the belief b that the vote is right and s = logistic(a e).
  mutating func climbAbility(_ table: VoteTable, _ beliefs: [Double]) {
    let easiness = easiness
    let labels = table.labelCount
    let grid = SumGrid(of: easiness.map { $0 * max(1, $0) })
    Slots.write(to: &ability) { slots in
      Parts.forEach(in: table.workerCount, steps: table.voteCount * 8) { _, range in
        let (tasks, beliefs, easiness) = (table.taskOfVote.span, beliefs.span, easiness.span)
        for worker in range {
          let own = slots.base[worker]
          var (gradient, curvature) = (0.0, 0.0)
          for pair in table.workerStart[worker]..<table.workerStart[worker + 1] {
            let label = Int(table.labelOfPair[pair])
            for vote in Int(table.pairStart[pair])..<Int(table.pairStart[pair + 1]) {
              let task = Int(tasks[vote])
              let ease = easiness[task]
              let error = beliefs[task * labels + label] - Self.logistic(own * ease)
              gradient += grid.rounded(error * ease)
              curvature += grid.rounded(ease * ease / 4)
            }
          }
          slots.base[worker] = own + (1 - own + gradient) / (1 + curvature)
        }
      }
    }
  }

  /// One step up for each easiness, as for the abilities.
  mutating func climbEasiness(_ table: VoteTable, _ beliefs: [Double]) {
    let ability = ability
    let labels = table.labelCount
    let grid = SumGrid(of: ability.map { abs($0) * max(1, abs($0)) })
    Slots.write(to: &easiness) { slots in
      Parts.forEach(in: table.taskCount, steps: table.voteCount * 8) { _, range in
        let (pairs, beliefs, ability) = (table.pairOfVote.span, beliefs.span, ability.span)
        for task in range {
          let own = slots.base[task]
          var (gradient, curvature) = (0.0, 0.0)
          for vote in table.taskStart[task]..<table.taskStart[task + 1] {
            let pair = Int(pairs[vote])
            let skill = ability[Int(table.workerOfPair[pair])]
            let belief = beliefs[task * labels + Int(table.labelOfPair[pair])]
            gradient += grid.rounded((belief - Self.logistic(skill * own)) * skill)
            curvature += grid.rounded(skill * skill / 4)
          }
          let next = own + (1 - own + gradient) / (1 + curvature)
          slots.base[task] = max(Glad.leastEasiness, next)
        }
      }
    }
  }

  /// The beliefs that follow; gives the greatest change and the objective.
  func updateBeliefs(
    _ table: VoteTable, into beliefs: inout [Double]
  ) -> (change: Double, logEvidence: Double) {
    let (ability, easiness) = (ability, easiness)
    let spread = Logarithm.natural(Double(max(1, table.labelCount - 1)))
    let step = table.updateBeliefs(prior: table.equalPrior, into: &beliefs) { vote, task in
      ability[Int(table.workerOfPair[Int(table.pairOfVote[vote])])] * easiness[task] + spread
    }
    let grid = table.evidenceGrid
    let wrong = Parts.sum(in: table.taskCount, steps: table.voteCount * 8) { range in
      var sum = 0.0
      for task in range {
        for vote in table.taskStart[task]..<table.taskStart[task + 1] {
          let skill = ability[Int(table.workerOfPair[Int(table.pairOfVote[vote])])]
          sum -= grid.rounded(Self.softplus(skill * easiness[task]) + spread)
        }
      }
      return sum
    }
    let penalty = SumGrid.sum((ability + easiness).map { ($0 - 1) * ($0 - 1) / 2 })
    return (step.change, step.logEvidence + wrong - penalty)
  }

  private static func logistic(_ value: Double) -> Double {
    1 / (1 + Logarithm.exponential(-value))
  }

  /// log(1 + exp(value)), without overflow.
  private static func softplus(_ value: Double) -> Double {
    max(value, 0) + Logarithm.ofOnePlus(Logarithm.exponential(-abs(value)))
  }
}
