import Testing

@testable import Inference

@Suite struct VoteTableTests {
  @Test func `the arrays of a small table are the known ones`() throws {
    let table = try VoteTable(
      tasks: [1, 0, 1, 0, 1], workers: [1, 0, 0, 1, 1], labels: [0, 1, 0, 1, 2])
    #expect([table.taskCount, table.workerCount, table.labelCount] == [2, 2, 3])
    #expect(table.voteCount == 5)
    #expect(table.workerOfPair == [0, 0, 1, 1, 1])
    #expect(table.labelOfPair == [0, 1, 0, 1, 2])
    #expect(table.pairStart == [0, 1, 2, 3, 4, 5])
    #expect(table.taskOfVote == [1, 0, 1, 0, 1])
    #expect(table.taskStart == [0, 2, 5])
    #expect(table.pairOfVote == [1, 3, 0, 2, 4])
    #expect(table.workerStart == [0, 2, 5])
    #expect(table.voteCount(ofTask: 1) == 3)
    #expect(table.voteCount(ofWorker: 1) == 3)
  }

  @Test func `the same vote twice counts once, two labels of one worker count both`() throws {
    let table = try VoteTable(tasks: [0, 0, 0], workers: [0, 0, 0], labels: [1, 1, 0])
    #expect(table.voteCount == 2)
    #expect(table.votes(onTask: 0).map(\.label) == [0, 1])
  }

  @Test func `what is no table is refused`() {
    #expect(throws: VoteTableFault.noVotes) { try VoteTable(tasks: [], workers: [], labels: []) }
    #expect(throws: VoteTableFault.lengthMismatch) {
      try VoteTable(tasks: [0], workers: [], labels: [0])
    }
    #expect(throws: VoteTableFault.numberOutOfRange(vote: 1)) {
      try VoteTable(tasks: [0, -1], workers: [0, 0], labels: [0, 0])
    }
    #expect(throws: VoteTableFault.numberOutOfRange(vote: 0)) {
      try VoteTable(tasks: [0], workers: [0], labels: [3], labelCount: 3)
    }
  }

  @Test func `names are refused if they are empty, and a table without votes is none`() {
    var builder = VoteTableBuilder()
    #expect(throws: VoteTableFault.noVotes) { try builder.build() }
    #expect(throws: VoteTableFault.nameMissing(vote: 0)) {
      try builder.append(task: "a", worker: "", label: "b")
    }
    #expect(builder.voteCount == 0)
  }

  @Test func `names are told apart by bytes`() throws {
    var builder = VoteTableBuilder()
    try builder.append(task: "caf\u{e9}", worker: "w", label: "l")
    try builder.append(task: "cafe\u{301}", worker: "w", label: "l")
    let named = try builder.build()
    #expect(named.table.taskCount == 2)
    #expect(named.tasks.map { $0.utf8.count }.sorted() == [5, 6])
  }

  @Test func `long and short names are kept apart, however many there are`() throws {
    var builder = VoteTableBuilder()
    var names: Set<String> = []
    for number in 0..<3_000 {
      // Some of eight bytes, some that differ only beyond the eighth, some of other lengths.
      let name = ["\(10_000_000 + number)", "the same start \(number)", "\(number)"][number % 3]
      names.insert(name)
      for _ in 0..<2 { try builder.append(task: name, worker: "w\(number % 7)", label: name) }
    }
    let text = Array("aé".utf8)
    #expect(throws: VoteTableFault.nameNotUTF8(vote: 6_000)) {
      try builder.append(task: 0..<1, worker: 0..<1, label: 1..<2, of: text.span)
    }
    let named = try builder.build()
    #expect(named.table.voteCount == 3_000)
    #expect(Set(named.tasks) == names && named.tasks.count == names.count)
    #expect(Set(named.labels) == names)
    for task in 0..<named.table.taskCount {
      #expect(named.table.votes(onTask: task).map { named.labels[$0.label] } == [named.tasks[task]])
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a built table holds each vote under its names`(seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    let votes = (0..<60).map { _ in
      [chance.below(9), chance.below(5), chance.below(3)].map(String.init)
    }
    let named = try NamedVotes.build(votes)
    var found: Set<[String]> = []
    for task in 0..<named.table.taskCount {
      for vote in named.table.votes(onTask: task) {
        found.insert([named.tasks[task], named.workers[vote.worker], named.labels[vote.label]])
      }
    }
    #expect(found == Set(votes))
    #expect(named.table.voteCount == found.count)
  }

  @Test func `parts add up to the same bits on one core and on many`() {
    let values = (0..<10_007).map { 1 / Double($0 + 1) }
    func sum(steps: Int) -> Double {
      Parts.sum(in: values.count, steps: steps) { range in values[range].reduce(0, +) }
    }
    #expect(sum(steps: 0) == sum(steps: Int.max))
    #expect((0..<Parts.count).map { Parts.range(of: $0, in: 3).count }.reduce(0, +) == 3)
  }
}

/// Tables from lists of [task, worker, label].
enum NamedVotes {
  static func build(_ votes: [[String]]) throws -> NamedVoteTable {
    var builder = VoteTableBuilder()
    for vote in votes { try builder.append(task: vote[0], worker: vote[1], label: vote[2]) }
    return try builder.build()
  }
}
