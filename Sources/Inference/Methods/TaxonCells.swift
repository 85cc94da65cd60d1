/// For each step of each vote, the cells of the record in which it counts: the worker's, the
/// worker's in the region, the worker's in the branch. They depend on the votes alone.
struct TaxonCells: Sendable {
  /// The levels at which skill is pooled, from coarse to fine.
  static let levels = 3

  /// The greatest depth of a named node.
  let depthCount: Int
  /// Where each vote's steps begin. Shape: [vote + 1].
  private(set) var stepStart = [0]
  /// The cells of each vote, -1 where it has none. Shape: [vote x level].
  private(set) var cell: [Int32] = []
  /// The number of cells of each level. Shape: [level].
  private(set) var cellCount: [Int]
  /// Whether the worker of each vote is at home in its region: 1 yes, 0 no, -1 not known. [vote]
  private(set) var isHome: [Int8] = []

  /// The number of steps of all votes.
  var stepCount: Int { stepStart[stepStart.count - 1] }

  /// Numbers the cells in the order in which they are met. O(votes x depth).
  init(_ votes: TaxonVotes) {
    depthCount = votes.node.reduce(0) { max($0, Int(votes.tree.depth[Int($1)])) }
    cellCount = [votes.workerCount, 0, 0]
    var numbers: [[Int64: Int32]] = [[:], [:]]
    for task in 0..<votes.taskCount {
      let region = votes.regionOfTask[task]
      for vote in votes.votes(onTask: task) {
        let (worker, path) = (votes.worker[vote], votes.tree.path(to: votes.node[vote]))
        stepStart.append(stepStart[vote] + path.count)
        cell.append(worker)
        for (level, place) in [region, path.first ?? -1].enumerated() {
          guard place >= 0 else {
            cell.append(-1)
            continue
          }
          let key = Int64(worker) << 32 | Int64(place)
          let next = Int32(numbers[level].count)
          let number = numbers[level][key, default: next]
          numbers[level][key] = number
          cell.append(number)
        }
        let home = votes.homeOfWorker[Int(worker)]
        isHome.append(home < 0 || region < 0 ? -1 : home == region ? 1 : 0)
      }
    }
    cellCount[1] = numbers[0].count
    cellCount[2] = numbers[1].count
  }

  /// The steps of a vote, as places in arrays of steps.
  func steps(ofVote vote: Int) -> Range<Int> { stepStart[vote]..<stepStart[vote + 1] }
}

/// Parts of a whole in whole numbers, so that sums do not depend on the order of what is added.
enum WholeParts {
  /// The number of parts of one: sums of up to two thousand million ones fit.
  static let ofOne = 4_294_967_296.0

  /// The nearest number of parts.
  static func parts(_ value: Double) -> Int64 { Int64((value * ofOne).rounded()) }

  /// The value of a number of parts.
  static func value(_ parts: Int64) -> Double { Double(parts) / ofOne }
}
