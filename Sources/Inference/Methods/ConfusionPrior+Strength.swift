extension ConfusionPrior {
  /// One step of Minka's fixed point for the strength s of a shape, each worker weighing as
  /// probable as the shape is his:
  ///
  ///     s <- s  sum m (psi(N + s m) - psi(s m)) / sum (psi(n + s) - psi(s))
  ///
  /// over the cells with mean m and N answers, and the rows with n answers. The step is taken four
  /// times over, for near the fixed point it is a small one.
  mutating func learnStrength(
    _ shape: Shape, from answers: [Double], byWorker: [Double], of table: VoteTable
  ) {
    let classes = table.labelCount
    let prior = self
    let old = prior.strength[shape.rawValue]
    let grid = SumGrid(sumsUpTo: 64 * Double(table.pairCount * classes))
    let above = Parts.sum(in: table.pairCount, steps: table.pairCount * classes * 8) { range in
      var sum = 0.0
      for pair in range {
        let worker = Int(table.workerOfPair[pair])
        let label = Int(table.labelOfPair[pair])
        var own = 0.0
        for state in 0..<classes where answers[pair * classes + state] > Self.leastAnswer {
          let cell = Cell(
            worker: worker, state: state, label: label, count: answers[pair * classes + state],
            rowCount: byWorker[worker * classes + state])
          let mean = prior.mean(shape, of: cell)
          own += grid.rounded(
            mean
              * (GammaFunctions.digamma(cell.count + old * mean)
                - GammaFunctions.digamma(old * mean)))
        }
        sum += grid.rounded(prior.probability(of: shape, worker: worker) * own)
      }
      return sum
    }
    let start = GammaFunctions.digamma(old)
    let below = Parts.sum(in: table.workerCount, steps: table.workerCount * classes * 8) { range in
      var sum = 0.0
      for worker in range {
        var own = 0.0
        for state in 0..<classes where byWorker[worker * classes + state] > Self.leastAnswer {
          own += grid.rounded(
            GammaFunctions.digamma(byWorker[worker * classes + state] + old) - start)
        }
        sum += grid.rounded(prior.probability(of: shape, worker: worker) * own)
      }
      return sum
    }
    let bounds = Self.strengthBounds
    let ratio = below > Self.leastAnswer ? min(max(above / below, 0.5), 2) : 2
    let new = old * ratio * ratio * ratio * ratio
    setStrength(of: shape, to: min(max(new, bounds.lowerBound), bounds.upperBound))
  }

  /// The probability of each worker's shapes by Bayes: the marginal likelihood of his answers under
  /// each, times how common the shape is.
  mutating func learnProbabilities(
    from answers: [Double], byWorker: [Double], of table: VoteTable
  ) {
    let prior = self
    let coinShare = SumGrid.sum(coinProbability) / Double(max(1, table.workerCount))
    let odds = Logarithm.natural((coinShare + 1e-9) / (1 - coinShare + 1e-9))
    var probabilities = coinProbability
    let steps = table.pairCount * table.labelCount * 16
    Slots.write(to: &probabilities) { slots in
      Parts.forEach(in: table.workerCount, steps: steps) { _, range in
        for worker in range {
          let coin = prior.logLikelihood(.coin, of: worker, answers, byWorker, table)
          let shared = prior.logLikelihood(.shared, of: worker, answers, byWorker, table)
          slots.base[worker] = 1 / (1 + Logarithm.exponential(shared - coin - odds))
        }
      }
    }
    setCoinProbabilities(probabilities)
  }

  /// The logarithm of the Dirichlet-multinomial likelihood of one worker's answers under a shape,
  /// less the terms that all shapes share.
  private func logLikelihood(
    _ shape: Shape, of worker: Int, _ answers: [Double], _ byWorker: [Double], _ table: VoteTable
  ) -> Double {
    let classes = table.labelCount
    let own = strength[shape.rawValue]
    let size = Double(table.voteCount(ofWorker: worker) + classes * classes)
    let grid = SumGrid(sumsUpTo: 64 * size)
    var sum = 0.0
    for pair in table.workerStart[worker]..<table.workerStart[worker + 1] {
      let label = Int(table.labelOfPair[pair])
      for state in 0..<classes where answers[pair * classes + state] > Self.leastAnswer {
        let cell = Cell(
          worker: worker, state: state, label: label, count: answers[pair * classes + state],
          rowCount: byWorker[worker * classes + state])
        let mean = own * mean(shape, of: cell)
        sum += grid.rounded(
          GammaFunctions.logGamma(cell.count + mean) - GammaFunctions.logGamma(mean))
      }
    }
    let start = GammaFunctions.logGamma(own)
    for state in 0..<classes where byWorker[worker * classes + state] > Self.leastAnswer {
      sum -= grid.rounded(
        GammaFunctions.logGamma(byWorker[worker * classes + state] + own) - start)
    }
    return sum
  }
}
