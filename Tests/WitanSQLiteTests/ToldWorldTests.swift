import Testing
import Witan
import WitanTesting

@Suite struct ToldWorldTests {
  @Test func `the clock moves when it is told, and by pauses`() async throws {
    let told = ToldWorld(seed: 1)
    #expect(told.world.now().text == "2026-01-01T00:00:00.000Z")
    told.advance(seconds: 90)
    try await told.world.pause(500)
    #expect(told.world.now().text == "2026-01-01T00:01:30.500Z")
    #expect(told.pauseCount == 1)
  }

  @Test func `the same seed gives the same names and secrets, another seed others`() {
    let (first, second, third) = (ToldWorld(seed: 7), ToldWorld(seed: 7), ToldWorld(seed: 8))
    let tokens = [first, second, third].map { $0.world.token() }
    #expect(tokens[0] == tokens[1])
    #expect(tokens[0] != tokens[2])
    #expect(first.world.name("q") != first.world.name("q"))
  }

  @Test func `a cancelled task does not pause`() async {
    let world = ToldWorld(seed: 1).world
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await world.pause(1)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
