import Logging
import Synchronization
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `The clockwork` {
  @Test func `ticks until it is stopped, whatever goes wrong`() async throws {
    final class Counted: Archive {
      struct Fault: Error {}
      let count = Mutex(0)
      let bell: AsyncStream<Int>.Continuation
      init(_ bell: AsyncStream<Int>.Continuation) { self.bell = bell }
      func read<R: Sendable>(_ body: @escaping @Sendable (any Shelf) throws -> R) async throws -> R
      {
        bell.yield(
          count.withLock {
            $0 += 1; return $0
          })
        throw Fault()
      }
      func write<R: Sendable>(_ body: @escaping @Sendable (any Pen) throws -> R) async throws -> R {
        throw Fault()
      }
      func commits() -> AsyncStream<Int> { AsyncStream { $0.finish() } }
      func backup(named name: String) async throws -> String { throw Fault() }
    }
    let (ticks, bell) = AsyncStream.makeStream(of: Int.self)
    let desk = Desk(
      archive: Counted(bell), world: ToldWorld(seed: 1).world, lab: PlainLab())
    let clockwork = Clockwork(desk: desk, logger: Logger(label: "t") { _ in Silent() })
    let task = Task { try await clockwork.run() }
    #expect(await ticks.first { $0 == 3 } == 3)
    task.cancel()
    try await task.value
  }
}

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
    let gate = Gate(limit: 2)
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
}
