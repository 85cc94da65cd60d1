/// The confusion matrices of all workers by maximum likelihood, as logarithms: Dawid & Skene's two
/// steps.
///
///     pi(w, k, l) = (N(w, k, l) + e) / sum over l
///
/// where N counts the votes by the beliefs and e is `DawidSkene.pseudoCount`.
/// Source: Dawid & Skene 1979, DOI 10.2307/2346806.
struct ConfusionRates: Sendable {
  /// Counts below this are looked up if they are whole, and nearly all are once nearly all tasks
  /// are certain.
  private static let wholeCounts = 256
  /// The tasks that are added up before their beliefs are told: the first is memory's work and
  /// must not wait for the other's branches.
  private static let tasksAtOnce = 64

  /// log pi(w, k, l). Shape: [pair x class].
  private var logs: [Double]

  /// No rates yet.
  init(for table: VoteTable) {
    logs = Parts.copies(of: 0.0, count: table.pairCount * table.labelCount)
  }

  /// A count above 0, by its place among all of a worker's.
  private struct Count {
    var place = 0
    var state = 0
    var value = 0.0
  }

  /// Maximisation: the rates that follow from the beliefs. O(votes + pairs x classes).
  mutating func learn(from beliefs: SparseBeliefs, of table: VoteTable) {
    let classes = table.labelCount
    let wholes = (0..<Self.wholeCounts).map {
      Logarithm.natural(Double($0) + DawidSkene.pseudoCount)
    }
    Slots.write(to: &logs) { logs in
      Parts.forEach(in: table.workerCount, steps: table.voteCount * 16) { _, workers in
        var counts: [Count] = []
        var sums = [Double](repeating: 0, count: classes)
        for worker in workers {
          let pairs = table.workerStart[worker]..<table.workerStart[worker + 1]
          // A worker without votes has no rows.
          guard !pairs.isEmpty else { continue }
          let rows = logs.base + pairs.lowerBound * classes
          var found = 0
          for pair in pairs {
            while counts.count <= found + classes { counts.append(Count()) }
            counts.withUnsafeMutableBufferPointer { counts in
              Self.count(
                table, pair, by: beliefs, into: rows, at: (pair - pairs.lowerBound) * classes,
                &found, of: counts)
            }
          }
          counts.withUnsafeMutableBufferPointer { counts in
            let counts = UnsafeMutableBufferPointer(rebasing: counts[..<found])
            Self.turnIntoLogs(counts, rows, pairs.count, &sums, wholes, table.termGrid)
          }
        }
      }
    }
  }

  /// Counts the answers of a pair into its row, which begins at `first` of its worker's `rows`.
  /// Notes the places of those that are not 0 in `places`, of which `found` are taken and which has
  /// room for one more than the classes.
  @inline(__always)
  private static func count(
    _ table: VoteTable, _ pair: Int, by beliefs: SparseBeliefs,
    into rows: UnsafeMutablePointer<Double>, at first: Int, _ found: inout Int,
    of places: UnsafeMutableBufferPointer<Count>
  ) {
    let tasks = table.taskOfVote.span
    let last = tasks.count - 1
    (rows + first).update(repeating: 0, count: table.labelCount)
    for vote in Int(table.pairStart[pair])..<Int(table.pairStart[pair + 1]) {
      beliefs.fetchPlace(ofTask: Int(tasks[min(vote + 64, last)]))
      beliefs.fetchCells(ofTask: Int(tasks[min(vote + 24, last)]))
      beliefs.forEach(ofTask: Int(tasks[vote])) { state, value in
        // Written in any case and kept if it is new: a branch here would be as good as a coin.
        places[found] = Count(place: first + state, state: state)
        found += rows[first + state] == 0 ? 1 : 0
        rows[first + state] += value
      }
    }
  }

  /// Turns the counts of one worker into logarithms of rates, on the grid for terms.
  @inline(__always)
  private static func turnIntoLogs(
    _ counts: UnsafeMutableBufferPointer<Count>, _ rows: UnsafeMutablePointer<Double>,
    _ pairCount: Int, _ sums: inout [Double], _ wholes: [Double], _ grid: SumGrid
  ) {
    let classes = sums.count
    for state in 0..<classes { sums[state] = 0 }
    for place in counts.indices {
      counts[place].value = rows[counts[place].place]
      sums[counts[place].state] += counts[place].value
    }
    for state in 0..<classes {
      sums[state] = Logarithm.natural(sums[state] + DawidSkene.pseudoCount * Double(classes))
      rows[state] = grid.rounded(wholes[0] - sums[state])
    }
    // Most answers were never given: their logarithms are the same in all rows.
    for pair in stride(from: 1, to: pairCount, by: 1) {
      (rows + pair * classes).update(from: rows, count: classes)
    }
    for count in counts {
      let whole = Int(count.value)
      let log =
        whole < wholes.count && Double(whole) == count.value
        ? wholes[whole] : Logarithm.natural(count.value + DawidSkene.pseudoCount)
      rows[count.place] = grid.rounded(log - sums[count.state])
    }
  }

  /// Expectation: the beliefs that follow from the rates and the logarithms of the classes' shares,
  /// with the log-likelihood of the votes. O(votes x classes).
  func beliefs(prior: [Double], of table: VoteTable) -> SparseBeliefs {
    let (classes, size) = (prior.count, Self.tasksAtOnce)
    let prior = prior.map { table.termGrid.rounded($0) }
    let rounding = table.rounding(states: classes)
    return SparseBeliefs(
      taskCount: table.taskCount, states: classes,
      steps: (table.voteCount + table.taskCount) * classes
    ) { tasks, writer in
      var scores = [Double](repeating: 0, count: size * classes)
      scores.withUnsafeMutableBufferPointer { scores in
        guard let base = scores.baseAddress else { return }
        for first in stride(from: tasks.lowerBound, to: tasks.upperBound, by: size) {
          let some = first..<min(first + size, tasks.upperBound)
          table.score(some, prior: prior, terms: logs, into: base)
          for task in some {
            writer.logEvidence += VoteTable.normalise(
              base + (task - first) * classes, classes, of: task, into: &writer, rounding)
          }
        }
      }
    }
  }
}
