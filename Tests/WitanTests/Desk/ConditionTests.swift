import Testing
import WitanTesting

@testable import Witan

/// Changes that hang on what was looked at.
@Suite struct ConditionTests {
  @Test(.timeLimit(.minutes(5)))
  func `come to their end, one by one, while others write all the time`() async throws {
    let house = try await House(experts: 4)
    let (desk, steward) = (house.desk, house.steward)
    func read(_ language: String, of expert: Caller) async throws {
      _ = try await desk.setLanguages(steward, handle: expert.member.handle ?? "", [language])
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for expert in house.experts.dropFirst() {
        group.addTask {
          while !Task.isCancelled {
            for language in ["en", "kn"] { try await read(language, of: expert) }
          }
        }
      }
      let changes = Task {
        try await withThrowingTaskGroup(of: Void.self) { changes in
          for language in ["hi", "ta", "ml"] {
            changes.addTask {
              // A look takes far longer than a change of somebody else.
              try await desk.whenUnchanged {
                try await Task.sleep(for: .milliseconds(20))
              } change: {
                try await read(language, of: house.experts[0])
              }
            }
          }
          try await changes.waitForAll()
        }
      }
      try await changes.value
      group.cancelAll()
      try await group.waitForAll()
    }
    #expect(try await house.verify().isClean)
  }

  @Test func `are refused by their look, and let others in again`() async throws {
    let house = try await House(experts: 1)
    struct No: Error {}
    for _ in 0..<3 {
      await #expect(throws: No.self) {
        try await house.desk.whenUnchanged {
          throw No()
        } change: {
        }
      }
    }
    _ = try await house.ask()
  }
}
