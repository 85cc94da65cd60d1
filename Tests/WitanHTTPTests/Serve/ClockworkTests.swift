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
