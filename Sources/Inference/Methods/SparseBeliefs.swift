internal import CPrefetch

/// Beliefs about tasks of which nearly all are certain: of each task only the states in which there
/// is any belief.
///
/// After a few rounds of expectation-maximisation most tasks are in one state with belief 1 and in
/// all others with 0: not nearly but exactly, for beliefs are rounded to a grid (`SumGrid`). To
/// leave out the zeros changes no sum. 12 bytes a task, and 16 for each state of an uncertain one.
struct SparseBeliefs: Sendable {
  /// A belief above 0 and its state.
  struct Cell: BitwiseCopyable, Sendable {
    let state: Int32
    let value: Double
  }

  /// The number of states.
  let states: Int
  /// The state in which a task is with belief 1; -1 if the task is uncertain. Shape: [task].
  private(set) var certain: [Int32]
  /// Where the cells of each task begin; a certain one has none. Shape: [task + 1].
  private(set) var starts: [Int]
  /// The cells of the uncertain tasks, task by task.
  private(set) var cells: [Cell] = []
  /// The sum of the logarithms of the tasks' evidences, where the beliefs follow from any.
  private(set) var logEvidence = 0.0

  /// The number of tasks.
  var taskCount: Int { certain.count }

  /// What `write` writes about the tasks of each part, one task after the other; on all cores.
  /// `steps` is about what all of it costs.
  init(
    taskCount: Int, states: Int, steps: Int,
    _ write: @Sendable (Range<Int>, inout Writer) -> Void
  ) {
    self.states = states
    certain = Parts.copies(of: -1, count: taskCount)
    starts = Parts.copies(of: 0, count: taskCount + 1)
    var parts = [[Cell]](repeating: [], count: Parts.count)
    var evidences = [Double](repeating: 0, count: Parts.count)
    Slots.write(to: &parts) { parts in
      Slots.write(to: &certain) { certain in
        Slots.write(to: &starts) { starts in
          Slots.write(to: &evidences) { evidences in
            Parts.forEach(in: taskCount, steps: steps) { part, tasks in
              guard !tasks.isEmpty else { return }
              var writer = Writer(certain: certain, ends: starts.base + 1)
              write(tasks, &writer)
              parts.base[part] = writer.cells
              evidences.base[part] = writer.logEvidence
            }
          }
        }
      }
    }
    join(parts)
    logEvidence = evidences.reduce(0, +)
  }

  /// Lays the parts' cells one after the other.
  private mutating func join(_ parts: [[Cell]]) {
    var firsts = [0]
    for part in parts { firsts.append(firsts[firsts.count - 1] + part.count) }
    let (first, taskCount) = (firsts, taskCount)
    Slots.write(to: &starts) { starts in
      Parts.forEach(in: taskCount, steps: taskCount) { part, tasks in
        for task in tasks { starts.base[task + 1] += first[part] }
      }
    }
    cells = Parts.written(count: first[parts.count]) { cells in
      Parts.forEach(in: parts.count, steps: first[parts.count]) { _, range in
        for part in range {
          parts[part].withUnsafeBufferPointer { own in
            guard let base = own.baseAddress else { return }
            (cells.base + first[part]).update(from: base, count: own.count)
          }
        }
      }
    }
  }

  /// Gives the beliefs above 0 about a task.
  @inline(__always)
  func forEach(ofTask task: Int, _ body: (_ state: Int, _ value: Double) -> Void) {
    let state = Int(certain[task])
    guard state < 0 else { return body(state, 1) }
    for place in starts[task]..<starts[task + 1] {
      body(Int(cells[place].state), cells[place].value)
    }
  }

  /// Has memory fetch the place of a task, which lies anywhere.
  @inline(__always)
  func fetchPlace(ofTask task: Int) {
    certain.withUnsafeBufferPointer { witan_prefetch($0.baseAddress.map { $0 + task }) }
    starts.withUnsafeBufferPointer { witan_prefetch($0.baseAddress.map { $0 + task }) }
  }

  /// Has memory fetch the first and the last cell of a task whose place was fetched before.
  @inline(__always)
  func fetchCells(ofTask task: Int) {
    guard certain[task] < 0 else { return }
    let (first, last) = (starts[task], starts[task + 1] - 1)
    cells.withUnsafeBufferPointer { cells in
      witan_prefetch(cells.baseAddress.map { $0 + first })
      witan_prefetch(cells.baseAddress.map { $0 + last })
    }
  }

  /// The sum of the beliefs in each state over all tasks. Shape: [state].
  func sums() -> [Double] {
    var sums = [Double](repeating: 0, count: Parts.count * states)
    Slots.write(to: &sums) { sums in
      Parts.forEach(in: taskCount, steps: taskCount + cells.count) { part, tasks in
        let row = sums.base + part * states
        for task in tasks { forEach(ofTask: task) { row[$0] += $1 } }
      }
    }
    return (0..<states).map { state in
      (0..<Parts.count).reduce(0) { $0 + sums[$1 * states + state] }
    }
  }

  /// The greatest difference of a belief from an older one.
  func change(from old: SparseBeliefs) -> Double {
    var changes = [Double](repeating: 0, count: Parts.count)
    Slots.write(to: &changes) { changes in
      Parts.forEach(in: taskCount, steps: taskCount + cells.count) { part, tasks in
        var before = [Double](repeating: 0, count: states)
        var change = 0.0
        for task in tasks where certain[task] < 0 || certain[task] != old.certain[task] {
          old.forEach(ofTask: task) { before[$0] = $1 }
          forEach(ofTask: task) { state, value in
            change = max(change, abs(value - before[state]))
            before[state] = 0
          }
          old.forEach(ofTask: task) { state, _ in
            change = max(change, before[state])
            before[state] = 0
          }
        }
        changes.base[part] = change
      }
    }
    return changes.reduce(0, max)
  }

  /// All beliefs, zeros too. Shape: [task x state].
  func dense() -> [Double] {
    var values = Parts.copies(of: 0.0, count: taskCount * states)
    Slots.write(to: &values) { values in
      Parts.forEach(in: taskCount, steps: taskCount + cells.count) { _, tasks in
        for task in tasks {
          let row = values.base + task * states
          forEach(ofTask: task) { row[$0] = $1 }
        }
      }
    }
    return values
  }
}

extension SparseBeliefs {
  /// Writes the beliefs about the tasks of one part.
  struct Writer {
    /// The sum of the logarithms of the evidences of the tasks that are written.
    var logEvidence = 0.0
    fileprivate var cells: [Cell] = []
    /// Where the cells begin of the task that is being written.
    private var first = 0
    private let certain: Slots<Int32>
    private let ends: UnsafeMutablePointer<Int>

    fileprivate init(certain: Slots<Int32>, ends: UnsafeMutablePointer<Int>) {
      (self.certain, self.ends) = (certain, ends)
    }

    /// Writes a belief above 0 about the next task; once for each state.
    @inline(__always)
    mutating func add(_ value: Double, in state: Int) {
      cells.append(Cell(state: Int32(truncatingIfNeeded: state), value: value))
    }

    /// Ends the task: all beliefs about it are written.
    @inline(__always)
    mutating func end(_ task: Int) {
      if cells.count == first + 1, cells[first].value == 1 {
        certain.base[task] = cells[first].state
        cells.removeLast()
      }
      first = cells.count
      ends[task] = first
    }

    /// Writes of a task that it is in one state with belief 1, and ends it.
    @inline(__always)
    mutating func settle(_ task: Int, in state: Int) {
      certain.base[task] = Int32(truncatingIfNeeded: state)
      ends[task] = first
    }
  }
}

extension VoteTable {
  /// Each label's share of each task's votes; all equal on a task without votes. O(votes).
  func sparseShares() -> SparseBeliefs {
    let grid = beliefGrid
    return SparseBeliefs(taskCount: taskCount, states: labelCount, steps: voteCount * 8) {
      tasks, writer in
      var counts = [Double](repeating: 0, count: labelCount)
      var found: [Int] = []
      for task in tasks {
        let votes = taskStart[task]..<taskStart[task + 1]
        found.removeAll(keepingCapacity: true)
        for vote in votes {
          let label = Int(labelOfPair[Int(pairOfVote[vote])])
          if counts[label] == 0 { found.append(label) }
          counts[label] += 1
        }
        for label in found {
          writer.add(grid.rounded(counts[label] / Double(votes.count)), in: label)
          counts[label] = 0
        }
        for label in 0..<(votes.isEmpty ? labelCount : 0) {
          writer.add(grid.rounded(1 / Double(labelCount)), in: label)
        }
        writer.end(task)
      }
    }
  }
}
