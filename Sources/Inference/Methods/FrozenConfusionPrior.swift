/// The votes that `ConfusionPrior` adds to each cell, as they stood in one round.
///
/// While they stand still each round is a step of expectation and maximisation for one posterior,
/// which therefore never falls: with a(w, k, l) votes added to a cell and A(w, k) to its row,
///
///     log-posterior = log-likelihood + sum of a log pi(w, k, l) + sum over k of log p(k)
///
/// Labels that a worker never gave share what is left of A. Source: Dempster, Laird & Rubin 1977,
/// DOI 10.1111/j.2517-6161.1977.tb01600.x.
struct FrozenConfusionPrior: Sendable {
  /// Shape: [pair x class].
  private let added: [Double]
  /// Shape: [worker x class].
  private let addedToRow: [Double]

  /// Takes what `prior` adds to these expected answers. Shapes: [pair x class], [worker x class].
  init(
    _ prior: ConfusionPrior, anchor: Double, _ answers: [Double], _ byWorker: [Double],
    _ table: VoteTable
  ) {
    let classes = table.labelCount
    let grid = SumGrid(sumsUpTo: 2 * (ConfusionPrior.strengthBounds.upperBound + anchor))
    var added = answers
    var rows = byWorker
    Slots.write(to: &added) { added in
      Slots.write(to: &rows) { rows in
        Parts.forEach(in: table.workerCount, steps: answers.count * 8) { _, range in
          for worker in range {
            let row = rows.base + worker * classes
            for state in 0..<classes { row[state] = 0 }
            for pair in table.workerStart[worker]..<table.workerStart[worker + 1] {
              let label = Int(table.labelOfPair[pair])
              for state in 0..<classes {
                let place = pair * classes + state
                let cell = ConfusionPrior.Cell(
                  worker: worker, state: state, label: label, count: answers[place],
                  rowCount: byWorker[worker * classes + state])
                added.base[place] = grid.rounded(
                  prior.pseudoCount(of: cell) + (label == state ? anchor : 0))
                row[state] += added.base[place]
              }
            }
            let whole = grid.rounded(prior.weight(ofWorker: worker) + anchor)
            for state in 0..<classes { row[state] = max(row[state], whole) }
          }
        }
      }
    }
    (self.added, addedToRow) = (added, rows)
  }

  /// The logarithms of the rates, in place of the answers; gives the log-prior. Shape: as above.
  func turnIntoLogRates(
    _ answers: inout [Double], byWorker: [Double], of table: VoteTable
  ) -> Double {
    let classes = table.labelCount
    let most = 128 * addedToRow.reduce(0, max)
    let (grid, whole) = (table.termGrid, SumGrid(sumsUpTo: most * Double(addedToRow.count)))
    var logPrior = 0.0
    Slots.write(to: &answers) { slots in
      logPrior = Parts.sum(in: table.workerCount, steps: table.pairCount * classes * 8) { range in
        var sum = 0.0
        for worker in range {
          for state in 0..<classes {
            let row = worker * classes + state
            let logOfRow = Logarithm.natural(byWorker[row] + addedToRow[row])
            sum -= whole.rounded(addedToRow[row] * logOfRow)
            for pair in table.workerStart[worker]..<table.workerStart[worker + 1] {
              let place = pair * classes + state
              let rate = Logarithm.natural(slots.base[place] + added[place])
              sum += whole.rounded(added[place] * rate)
              slots.base[place] = grid.rounded(rate - logOfRow)
            }
          }
        }
        return sum
      }
    }
    return logPrior
  }
}
