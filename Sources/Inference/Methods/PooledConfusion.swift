/// Dawid & Skene's model with a learned Dirichlet prior: full confusion matrices where there is
/// evidence for them, a single skill where there is not.
///
/// Each worker's rows are drawn from one of two shapes, unknown which:
///
/// - *shared*: the confusion matrix of those workers together who are of this shape, m(l | k), the
///   worker's own answers left out, drawn towards a coin of the mean skill;
/// - *coin*: the worker's own skill a(w), drawn towards the mean skill with a learned strength:
///   m(k | k) = a(w), and (1 - a(w)) / (classes - 1) off the diagonal.
///
/// A row is Dirichlet(s m), with one strength s a shape. Strengths maximise the marginal likelihood
/// of the expected answers (a step of Minka's fixed point a round); the probability R(w, h) that
/// worker w's matrix came from shape h follows from that likelihood by Bayes; and the rates are
///
///     pi(w, k, l) ~ N(w, k, l) + sum over h of R(w, h) s(h) m(h, w, k, l)
///
/// So a table with many classes and few votes goes over to one-coin weights, and a table with few
/// classes and many votes to Dawid & Skene, by the evidence and not by a switch.
///
/// Sources: Dawid & Skene 1979, DOI 10.2307/2346806; Dirichlet-multinomial likelihood and its fixed
/// point: Minka 2000, "Estimating a Dirichlet distribution"; partial pooling: Gelman & Hill 2006,
/// DOI 10.1017/CBO9780511790942. Cost: O(votes x classes) a round and a few dozen operations for
/// each pair, class and shape.
struct PooledConfusion: Sendable {
  /// When to stop.
  let stopping: StoppingRule
  /// Votes that each worker is held to have given rightly in each class beforehand. Not 0 only in
  /// the first phase of a start that must not settle on classes whose names are exchanged.
  var anchor = 0.0
  /// The rounds after which the prior stands still, so that the rest can come to rest.
  static let freezeRound = 100

  /// What a fit leaves: the beliefs, and how they were come to.
  struct Fit {
    /// Shape: [task x class].
    var beliefs: [Double]
    var trace: [Double] = []
    /// The log-likelihood with the log-prior, of the rounds in which the prior stood still.
    var posteriorTrace: [Double] = []
    var hasConverged = false

    /// The fit as a result.
    func result(_ table: VoteTable) -> VoteResult {
      VoteResult(
        table, probabilities: beliefs, workerSkill: table.agreement(with: beliefs),
        iterations: trace.count, hasConverged: hasConverged, logLikelihood: trace)
    }
  }

  /// Fits the model to `table`, starting from `beliefs`. Shape: [task x class].
  func fit(_ table: VoteTable, from beliefs: [Double]) -> Fit {
    let classes = table.labelCount
    var fit = Fit(beliefs: beliefs)
    var terms = Parts.copies(of: 0.0, count: table.pairCount * classes)
    var prior = ConfusionPrior(table)
    var frozen: FrozenConfusionPrior?
    for round in 0..<stopping.limit {
      let classSums = table.stateSums(fit.beliefs, states: classes)
      table.countAnswers(fit.beliefs, states: classes, into: &terms)
      let byWorker = table.answersByWorker(terms, states: classes)
      if round < Self.freezeRound {
        prior.learn(from: terms, byWorker: byWorker, of: table)
      } else if frozen == nil {
        frozen = FrozenConfusionPrior(prior, anchor: anchor, terms, byWorker, table)
      }
      let shares = Self.logShares(classSums)
      if let frozen {
        let logPrior = frozen.turnIntoLogRates(&terms, byWorker: byWorker, of: table)
        let step = table.updateBeliefs(prior: shares, terms: terms, into: &fit.beliefs)
        fit.trace.append(step.logEvidence)
        fit.posteriorTrace.append(step.logEvidence + logPrior + SumGrid.sum(shares))
        fit.hasConverged = step.change <= stopping.tolerance
      } else {
        turnIntoLogRates(&terms, byWorker: byWorker, prior: prior, of: table)
        let step = table.updateBeliefs(prior: shares, terms: terms, into: &fit.beliefs)
        fit.trace.append(step.logEvidence)
        fit.hasConverged = step.change <= stopping.tolerance
      }
      if fit.hasConverged { break }
    }
    return fit
  }

  /// Beliefs; terms and what the prior adds to them; the shared matrix.
  static func bytesNeeded(for table: VoteTable) -> Double {
    table.bytes(beliefs: 3, terms: 2, rows: 3, squares: 2)
  }

  /// The logarithms of the classes' shares, each class given one task more.
  private static func logShares(_ sums: [Double]) -> [Double] {
    let all = sums.reduce(0) { $0 + $1 + 1 }
    return sums.map { Logarithm.natural(($0 + 1) / all) }
  }

  /// The logarithms of the rates, in place of the answers. Shape: [pair x class].
  private func turnIntoLogRates(
    _ answers: inout [Double], byWorker: [Double], prior: ConfusionPrior, of table: VoteTable
  ) {
    let classes = table.labelCount
    let (anchor, grid) = (anchor, table.termGrid)
    Slots.write(to: &answers) { slots in
      Parts.forEach(in: table.pairCount, steps: table.pairCount * classes * 8) { _, range in
        for pair in range {
          let row = slots.base + pair * classes
          let worker = Int(table.workerOfPair[pair])
          let label = Int(table.labelOfPair[pair])
          let weight = prior.weight(ofWorker: worker)
          for state in 0..<classes {
            let own = label == state ? anchor : 0
            let cell = ConfusionPrior.Cell(
              worker: worker, state: state, label: label, count: row[state],
              rowCount: byWorker[worker * classes + state])
            let added = prior.pseudoCount(of: cell) + own
            row[state] = grid.rounded(
              Logarithm.natural((cell.count + added) / (cell.rowCount + weight + anchor)))
          }
        }
      }
    }
  }
}
