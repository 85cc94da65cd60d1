/// The state of `WitanTaxonomy` between two rounds.
struct TaxonRound {
  private let votes: TaxonVotes
  private let errors: SharedErrors
  private let cells: TaxonCells
  private var skills: TaxonSkills
  private var sightings: TaxonSightings
  /// The belief in each named node. Shape: [named].
  private var beliefs: [Double]

  /// Before the first round: nobody was seen and nothing was found.
  init(_ votes: TaxonVotes, _ errors: SharedErrors) {
    (self.votes, self.errors) = (votes, errors)
    cells = TaxonCells(votes)
    skills = TaxonSkills(cells)
    sightings = TaxonSightings(votes)
    beliefs = [Double](repeating: 0, count: votes.named.count)
  }

  /// One round; gives the greatest change of any belief.
  mutating func advance() -> Double {
    let before = beliefs
    let taught = expectation()
    beliefs = taught.beliefs
    skills.learn(right: taught.right, wrong: taught.wrong)
    skills.chooseStrengths()
    sightings.find(beliefs)
    return zip(before, beliefs).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  /// The beliefs by what is known, and what each step teaches. Shapes: [named] and
  /// [step] twice.
  private func expectation() -> (beliefs: [Double], right: [Double], wrong: [Double]) {
    var beliefs = [Double](repeating: 0, count: votes.named.count)
    // Where nobody named anything there are no steps, and yet beliefs.
    var right = [Double](repeating: 0, count: max(1, cells.stepCount))
    var wrong = right
    Slots.write(to: &beliefs) { beliefs in
      Slots.write(to: &right) { right in
        Slots.write(to: &wrong) { wrong in
          forEachTask { task in
            let file = file(ofTask: task)
            let posterior = file.posterior()
            for place in votes.named(inTask: task) {
              beliefs.base[place] = posterior.probability(of: votes.named[place])
            }
            for (vote, lesson) in zip(votes.votes(onTask: task), file.lessons(posterior)) {
              for (step, each) in zip(cells.steps(ofVote: vote), lesson) {
                (right.base[step], wrong.base[step]) = each
              }
            }
          }
        }
      }
    }
    return (beliefs, right, wrong)
  }

  /// Runs `body` for each task, on all cores.
  private func forEachTask(_ body: @Sendable (Int) -> Void) {
    Parts.forEach(in: votes.taskCount, steps: cells.stepCount * 256) { _, range in
      for task in range { body(task) }
    }
  }

  /// What is known of a task.
  private func file(ofTask task: Int) -> TaxonFile {
    TaxonFile(
      tree: votes.tree, prior: sightings.prior(ofTask: task), errors: errors,
      votes: votes.votes(onTask: task).map { vote in
        let path = votes.tree.path(to: votes.node[vote])
        return TaxonFile.vote(
          path, path.indices.map { skills.accuracy(ofVote: vote, depth: $0) })
      })
  }

  /// The readings by what was learned last.
  func result(iterations: Int, hasConverged: Bool) -> TaxonResult {
    typealias Task = (reading: TaxonResult.Reading, beliefs: [(node: Int32, probability: Double)])
    var tasks = [Task?](repeating: nil, count: votes.taskCount)
    Slots.write(to: &tasks) { tasks in
      forEachTask { task in
        let posterior = file(ofTask: task).posterior()
        let range = votes.named(inTask: task)
        tasks.base[task] = TaxonFile.reading(posterior, named: votes.named[range])
      }
    }
    let told = tasks.compactMap { $0 }
    return TaxonResult(
      told, workerSkill: workerSkill(told.map(\.beliefs)), iterations: iterations,
      hasConverged: hasConverged)
  }

  /// The mean belief in what each worker named.
  private func workerSkill(_ beliefs: [[(node: Int32, probability: Double)]]) -> [Double] {
    var sums = [Int64](repeating: 0, count: votes.workerCount)
    var counts = [Double](repeating: 0, count: votes.workerCount)
    for task in 0..<votes.taskCount {
      for vote in votes.votes(onTask: task) where votes.node[vote] != 0 {
        let worker = Int(votes.worker[vote])
        let belief = beliefs[task].first { $0.node == votes.node[vote] }?.probability ?? 0
        sums[worker] += WholeParts.parts(belief)
        counts[worker] += 1
      }
    }
    return zip(sums, counts).map { $1 > 0 ? min(1, WholeParts.value($0) / $1) : 0 }
  }
}
