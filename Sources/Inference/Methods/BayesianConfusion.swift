/// Variational Bayes for confusion matrices over classes and their subtypes: IBCC and EBCC.
///
/// A task's state is a class k with a subtype g; each worker answers by Dirichlet rates that depend
/// on the state, so that tasks on which workers err together may form a subtype of their own.
/// Priors: `right` votes for the right label and `wrong` for each other one in each row,
/// `classCounts` tasks of each class, `subtypeCount` of a task shared by the subtypes of a class.
/// Each round
///
///     b(i, s) ~ exp(E log t(k) + E log p(g | k) + sum over votes (w, l) of E log v(w, s, l))
///
/// and all Dirichlet counts follow from the beliefs. The bound on the evidence never falls.
struct BayesianConfusion: Sendable {
  /// The subtypes of each class.
  let subtypes: Int
  /// The prior count of the right label in each row.
  let right: Double
  /// The prior count of each wrong label in each row.
  let wrong: Double
  /// The prior count that the subtypes of a class share.
  let subtypeCount: Double
  /// The prior count of each class, above 0. Shape: [class].
  let classCounts: [Double]
  /// When to stop.
  let stopping: StoppingRule

  /// What a run leaves.
  struct Fit {
    /// Shape: [task x state]; states by class, then subtype.
    var beliefs: [Double]
    var trace: [Double] = []
    var hasConverged = false

    /// The bound on the evidence at the end.
    var bound: Double { trace.last ?? -.infinity }
  }

  /// Runs from `beliefs`, [task x state], to rest or to the bound.
  func fit(_ table: VoteTable, from beliefs: [Double]) -> Fit {
    let states = table.labelCount * subtypes
    var fit = Fit(beliefs: beliefs)
    var terms = Parts.copies(of: 0.0, count: table.pairCount * states)
    for _ in 0..<stopping.limit {
      let prior = prior(table.stateSums(fit.beliefs, states: states), classes: table.labelCount)
      table.countAnswers(fit.beliefs, states: states, into: &terms)
      let divergence = turnIntoLogRates(&terms, of: table)
      let step = table.updateBeliefs(prior: prior.logs, terms: terms, into: &fit.beliefs)
      fit.trace.append(step.logEvidence - divergence - prior.divergence)
      fit.hasConverged = step.change <= stopping.tolerance
      if fit.hasConverged { break }
    }
    return fit
  }

  /// The beliefs about classes: the subtypes of each added up. Shape: [task x class].
  func classBeliefs(_ fit: Fit) -> [Double] {
    guard subtypes > 1 else { return fit.beliefs }
    return (0..<(fit.beliefs.count / subtypes)).map { place in
      var sum = 0.0
      for state in (place * subtypes)..<((place + 1) * subtypes) { sum += fit.beliefs[state] }
      return sum
    }
  }

  /// The expected logarithms of the states' shares, and their divergence from the prior.
  private func prior(
    _ sums: [Double], classes: Int
  ) -> (logs: [Double], divergence: Double) {
    let byClass = (0..<classes).map { sums[($0 * subtypes)..<(($0 + 1) * subtypes)].reduce(0, +) }
    var shares = DirichletBelief(
      priors: SumGrid.sum(classCounts), total: byClass.reduce(0, +))
    var logs: [Double] = []
    var divergences: [Double] = []
    for (state, sum) in byClass.enumerated() {
      let share = shares.take(sum, prior: classCounts[state])
      var parts = DirichletBelief(
        prior: subtypeCount / Double(subtypes), cells: Double(subtypes), total: sum)
      for subtype in 0..<subtypes {
        logs.append(share + parts.take(sums[state * subtypes + subtype]))
      }
      divergences.append(parts.divergence)
    }
    return (logs, SumGrid.sum(divergences) + shares.divergence)
  }

  /// The expected logarithms of the workers' rates, in place of the answers; gives the divergence
  /// of all rows from their priors. Shape: [pair x state].
  private func turnIntoLogRates(_ answers: inout [Double], of table: VoteTable) -> Double {
    let states = table.labelCount * subtypes
    let sums = table.answersByWorker(answers, states: states)
    let rowPrior = right + wrong * Double(table.labelCount - 1)
    let priors = (GammaFunctions.logGamma(right), GammaFunctions.logGamma(wrong))
    let whole = GammaFunctions.logGamma(rowPrior)
    let terms = table.termGrid
    var divergence = [Double](repeating: 0, count: table.workerCount)
    Slots.write(to: &divergence) { divergence in
      Slots.write(to: &answers) { answers in
        Parts.forEach(in: table.workerCount, steps: table.pairCount * states * 16) { _, range in
          var digammas = [Double](repeating: 0, count: states)
          for worker in range {
            var own = 0.0
            let grid = divergenceGrid(table, worker: worker, states: states)
            for state in 0..<states {
              let all = sums[worker * states + state] + rowPrior
              digammas[state] = GammaFunctions.digamma(all)
              own += grid.rounded(GammaFunctions.logGamma(all) - whole)
            }
            for pair in table.workerStart[worker]..<table.workerStart[worker + 1] {
              let row = answers.base + pair * states
              for state in 0..<states {
                let isRight = state / subtypes == Int(table.labelOfPair[pair])
                let count = row[state] + (isRight ? right : wrong)
                let mean = GammaFunctions.digamma(count) - digammas[state]
                own += grid.rounded(
                  row[state] * mean - GammaFunctions.logGamma(count)
                    + (isRight ? priors.0 : priors.1))
                row[state] = terms.rounded(mean)
              }
            }
            divergence.base[worker] = own
          }
        }
      }
    }
    return SumGrid.sum(divergence)
  }

  /// For a worker's divergence: a term a row and one for each of his pairs, none of a size beyond
  /// 64 for each vote in it and for itself.
  private func divergenceGrid(_ table: VoteTable, worker: Int, states: Int) -> SumGrid {
    let pairs = table.workerStart[worker + 1] - table.workerStart[worker]
    let size = table.voteCount(ofWorker: worker) + (pairs + 1) * states
    return SumGrid(sumsUpTo: 64 * Double(size))
  }
}
