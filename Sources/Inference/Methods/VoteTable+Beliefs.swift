extension VoteTable {
  /// Each label's share of each task's votes, smoothed by nothing; all equal on a task without
  /// votes. Shape: [task x label]. O(votes + tasks x labels).
  func shares() -> [Double] { weightedShares([Double](repeating: 1, count: workerCount)) }

  /// Each label's share of each task's votes, each vote weighing as its worker; all equal where
  /// nothing weighs. Weights of at least 0. Shape: [task x label].
  func weightedShares(_ weights: [Double]) -> [Double] {
    var shares = weightedSums(weights)
    let grid = beliefGrid
    Slots.write(to: &shares) { shares in
      Parts.forEach(in: taskCount, steps: taskCount * labelCount) { _, tasks in
        for task in tasks {
          let row = shares.base + task * labelCount
          var sum = 0.0
          for label in 0..<labelCount { sum += row[label] }
          for label in 0..<labelCount {
            row[label] = grid.rounded(sum > 0 ? row[label] / sum : 1 / Double(labelCount))
          }
        }
      }
    }
    return shares
  }

  /// The sum of the weights of the workers behind each label of each task. Shape: [task x label].
  func weightedSums(_ weights: [Double]) -> [Double] {
    let greatest = weights.reduce(0) { max($0, abs($1)) }
    let grid = SumGrid(sumsUpTo: greatest * Double(mostVotesOfTask))
    let weights = weights.map { grid.rounded($0) }
    var sums = Parts.copies(of: 0.0, count: taskCount * labelCount)
    Slots.write(to: &sums) { sums in
      Parts.forEach(in: taskCount, steps: voteCount * 8) { _, tasks in
        let (pairs, labels, workers) = (pairOfVote.span, labelOfPair.span, workerOfPair.span)
        for task in tasks {
          let row = sums.base + task * labelCount
          for vote in taskStart[task]..<taskStart[task + 1] {
            let pair = Int(pairs[vote])
            row[Int(labels[pair])] += weights[Int(workers[pair])]
          }
        }
      }
    }
    return sums
  }

  /// How much each worker's votes agree with `credits`, the worth of each label of each task, as a
  /// share of the worker's votes; 0 for workers without votes. Shape: [worker].
  func agreement(with credits: [Double]) -> [Double] {
    let right = rightVotes(given: credits)
    return (0..<workerCount).map { worker in
      var sum = 0.0
      for pair in workerStart[worker]..<workerStart[worker + 1] { sum += right[pair] }
      let count = voteCount(ofWorker: worker)
      return count > 0 ? sum / Double(count) : 0
    }
  }

  /// The expected number of right votes of each pair. Shapes: [task x label] -> [pair]. O(votes).
  func rightVotes(given beliefs: [Double]) -> [Double] {
    var right = [Double](repeating: 0, count: pairCount)
    let grid = beliefGrid
    Slots.write(to: &right) { slots in
      Parts.forEach(in: pairCount, steps: voteCount) { _, range in
        let tasks = taskOfVote.span
        let beliefs = beliefs.span
        for pair in range {
          let label = Int(labelOfPair[pair])
          var sum = 0.0
          for vote in Int(pairStart[pair])..<Int(pairStart[pair + 1]) {
            sum += grid.rounded(beliefs[Int(tasks[vote]) * labelCount + label])
          }
          slots.base[pair] = sum
        }
      }
    }
    return right
  }

  /// Adds up a value of each pair by worker, in any order. Shapes: [pair] -> [worker].
  func sumByWorker(_ values: [Double]) -> [Double] {
    let grid = SumGrid(of: values)
    return (0..<workerCount).map { worker in
      var sum = 0.0
      for pair in workerStart[worker]..<workerStart[worker + 1] {
        sum += grid.rounded(values[pair])
      }
      return sum
    }
  }

  /// The number of votes of each worker. Shape: [worker].
  func voteCounts() -> [Double] { (0..<workerCount).map { Double(voteCount(ofWorker: $0)) } }

  /// The credit of each label: 1 for the greatest of a task, 1/n for each of n that are tied.
  /// Shape: [task x label].
  func credits(of scores: [Double]) -> [Double] {
    var credits = [Double](repeating: 0, count: scores.count)
    let grid = beliefGrid
    for task in 0..<taskCount {
      let row = (task * labelCount)..<((task + 1) * labelCount)
      var greatest = -Double.infinity
      for place in row { greatest = max(greatest, scores[place]) }
      let least = greatest - VoteResult.tieTolerance * max(1, abs(greatest))
      let winners = row.filter { scores[$0] >= least }
      for place in winners { credits[place] = grid.rounded(1 / Double(winners.count)) }
    }
    return credits
  }
}
