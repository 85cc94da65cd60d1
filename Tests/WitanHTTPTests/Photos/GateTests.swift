import Synchronization
import Testing
import Witan

@testable import WitanHTTP

/// Counts who is in.
private final class Room: Sendable {
  private let count = Mutex((now: 0, most: 0))
  var now: Int { count.withLock { $0.now } }
  var most: Int { count.withLock { $0.most } }

  func enter() { count.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
  func leave() { count.withLock { $0.now -= 1 } }
}

@Suite struct `The gate` {
  @Test func `lets in only so many at once`() async throws {
    let gate = Gate(limit: 2, waitingLimit: 50, name: "taken")
    let room = Room()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try await gate.pass {
            room.enter()
            for _ in 0..<5 { await Task.yield() }
            room.leave()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(room.now == 0)
    #expect((1...2).contains(room.most))
  }

  @Test func `refuses who would wait behind too many, and lets them in later`() async throws {
    let gate = Gate(limit: 1, waitingLimit: 3, name: "taken")
    let (entries, inside) = AsyncStream<Void>.makeStream()
    let (opening, open) = AsyncStream<Void>.makeStream()
    let first = Task {
      try await gate.pass {
        inside.yield()
        for await _ in opening { break }
      }
    }
    for await _ in entries { break }
    let waiting = (0..<3).map { number in Task { try await gate.pass { number } } }
    while gate.waitingCount < 3 { await Task.yield() }
    await #expect {
      try await gate.pass {}
    } throws: {
      ($0 as? Refusal)?.code == "busy"
    }
    #expect(gate.waitingCount == 3)
    open.finish()
    try await first.value
    for (number, task) in waiting.enumerated() { #expect(try await task.value == number) }
    try await gate.pass {}
    #expect(gate.waitingCount == 0)
  }
}
