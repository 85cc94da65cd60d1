internal import CPrefetch

/// The two passes of every expectation-maximisation over latent states of tasks.
///
/// A state is a class, or a class with a subtype. Beliefs have the shape [task x state], answers
/// and terms [pair x state]. One pass costs O(votes x states), on all cores; sums run in a fixed
/// order.
extension VoteTable {
  /// How often each pair is expected to stand with each state: the sum of the beliefs about the
  /// pair's tasks. Written into `answers`.
  func countAnswers(_ beliefs: [Double], states: Int, into answers: inout [Double]) {
    Slots.write(to: &answers) { slots in
      Parts.forEach(in: pairCount, steps: voteCount * states) { _, range in
        let (tasks, starts) = (taskOfVote.span, pairStart.span)
        for pair in range {
          let row = slots.base + pair * states
          for state in 0..<states { row[state] = 0 }
          beliefs.withUnsafeBufferPointer { beliefs in
            let votes = Int(starts[pair])..<Int(starts[pair + 1])
            Self.add(votes, of: tasks, in: beliefs, to: row, states)
          }
        }
      }
    }
  }

  /// The beliefs that follow from the terms, which must be multiples of `termGrid`'s step:
  /// log b(s) = `prior`(s) + sum of the terms of the task's votes, less the logarithm of the sum
  /// over all states, which is the task's evidence.
  ///
  /// Written into `beliefs`. Gives the greatest change of a belief and the sum of the evidences.
  func updateBeliefs(
    prior: [Double], terms: [Double], into beliefs: inout [Double]
  ) -> (change: Double, logEvidence: Double) {
    let states = prior.count
    let (grid, rounding) = (termGrid, self.rounding(states: states))
    let prior = prior.map { grid.rounded($0) }
    var changes = [Double](repeating: 0, count: Parts.count)
    var evidences = [Double](repeating: 0, count: Parts.count)
    Slots.write(to: &beliefs) { beliefs in
      Slots.write(to: &changes) { changes in
        Slots.write(to: &evidences) { evidences in
          Parts.forEach(in: taskCount, steps: (voteCount + taskCount) * states) { part, range in
            var scores = prior
            var (change, evidence) = (0.0, 0.0)
            for task in range {
              addTerms(ofTask: task, prior: prior, terms: terms, to: &scores)
              evidence += Self.normalise(
                &scores, into: beliefs.base + task * states, change: &change, rounding)
            }
            changes.base[part] = change
            evidences.base[part] = evidence
          }
        }
      }
    }
    return (changes.reduce(0, max), evidences.reduce(0, +))
  }

  /// The prior and the terms of one task's votes, added up state by state.
  @inline(__always)
  private func addTerms(
    ofTask task: Int, prior: [Double], terms: [Double], to scores: inout [Double]
  ) {
    let (pairs, states) = (pairOfVote.span, prior.count)
    for state in 0..<states { scores[state] = prior[state] }
    scores.withUnsafeMutableBufferPointer { scores in
      guard let sums = scores.baseAddress else { return }
      terms.withUnsafeBufferPointer { terms in
        Self.add(taskStart[task]..<taskStart[task + 1], of: pairs, in: terms, to: sums, states)
      }
    }
  }

  /// The sums from which beliefs follow, for some tasks: `prior` and the terms of each one's votes,
  /// state by state. Written into `scores`, [task of these x state].
  @inline(__always)
  func score(
    _ tasks: Range<Int>, prior: [Double], terms: [Double],
    into scores: UnsafeMutablePointer<Double>
  ) {
    let (pairs, states) = (pairOfVote.span, prior.count)
    var sums = scores
    terms.withUnsafeBufferPointer { terms in
      for task in tasks {
        for state in 0..<states { sums[state] = prior[state] }
        Self.add(taskStart[task]..<taskStart[task + 1], of: pairs, in: terms, to: sums, states)
        sums += states
      }
    }
  }

  /// How many votes ahead memory is fetched.
  private static var ahead: Int { 16 }

  /// Fetches the rows of `table` that will be added `ahead` votes later: they lie all over it, and
  /// one that is waited for costs more than all the arithmetic on it.
  @inline(__always)
  private static func fetch(
    _ rows: Range<Int>, of index: Span<Int32>, in table: UnsafeBufferPointer<Double>, _ count: Int
  ) {
    guard let base = table.baseAddress else { return }
    var next = min(rows.lowerBound + ahead, index.count)
    while next < min(rows.upperBound + ahead, index.count) {
      let row = base + Int(index[next]) * count
      var place = 0
      while place < count {
        witan_prefetch(row + place)
        place += 8
      }
      next += 1
    }
  }

  /// Adds the rows of `table` that `rows` names to `sums`, four at a time so that memory is waited
  /// for once, not four times; the inner loop of everything.
  @inline(__always)
  private static func add(
    _ rows: Range<Int>, of index: Span<Int32>, in table: UnsafeBufferPointer<Double>,
    to sums: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    guard let base = table.baseAddress else { return }
    fetch(rows, of: index, in: table, count)
    var next = rows.lowerBound
    while next + 4 <= rows.upperBound {
      let (one, two) = (base + Int(index[next]) * count, base + Int(index[next + 1]) * count)
      let (three, four) = (base + Int(index[next + 2]) * count, base + Int(index[next + 3]) * count)
      for place in 0..<count {
        sums[place] += (one[place] + two[place]) + (three[place] + four[place])
      }
      next += 4
    }
    while next < rows.upperBound {
      let row = base + Int(index[next]) * count
      for place in 0..<count { sums[place] += row[place] }
      next += 1
    }
  }

  /// The sum of the beliefs in each state over all tasks, in a fixed order. Shape: [state].
  func stateSums(_ beliefs: [Double], states: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: Parts.count * states)
    Slots.write(to: &sums) { slots in
      Parts.forEach(in: taskCount, steps: taskCount * states) { part, range in
        let beliefs = beliefs.span
        let row = slots.base + part * states
        for task in range {
          for state in 0..<states { row[state] += beliefs[task * states + state] }
        }
      }
    }
    return (0..<states).map { state in
      var sum = 0.0
      for part in 0..<Parts.count { sum += sums[part * states + state] }
      return sum
    }
  }

  /// Adds up answers by worker: how many of each worker's votes are expected on each state.
  /// Shapes: [pair x state] -> [worker x state].
  func answersByWorker(_ answers: [Double], states: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: workerCount * states)
    Slots.write(to: &sums) { slots in
      Parts.forEach(in: workerCount, steps: pairCount * states) { _, range in
        let answers = answers.span
        for worker in range {
          let row = slots.base + worker * states
          for pair in workerStart[worker]..<workerStart[worker + 1] {
            for state in 0..<states { row[state] += answers[pair * states + state] }
          }
        }
      }
    }
    return sums
  }
}
