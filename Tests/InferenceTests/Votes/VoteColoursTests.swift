import Testing

@testable import Inference

@Suite struct VoteColoursTests {
  @Test func `what only names tell apart has one colour`() throws {
    let table = try VoteTable(tasks: [0, 1, 2, 2], workers: [0, 1, 0, 1], labels: [0, 0, 1, 1])
    let colours = VoteColours(table: table)
    #expect(colours.tasks[0] == colours.tasks[1])
    #expect(colours.tasks[0] != colours.tasks[2])
    #expect(colours.workers[0] == colours.workers[1])
    #expect(colours.labels[0] != colours.labels[1])
  }

  @Test func `what differs three steps away differs in colour`() throws {
    let table = try VoteTable(
      tasks: [0, 1, 1, 2, 3, 4, 4, 5], workers: [0, 0, 1, 1, 2, 2, 3, 3],
      labels: [0, 0, 0, 1, 0, 0, 0, 0])
    let colours = VoteColours(table: table)
    #expect(colours.tasks[0] != colours.tasks[3])
  }
}
