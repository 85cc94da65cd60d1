import Foundation
import Testing

/// Hours, budget and leave by the command line.
@Suite struct AvailabilityTests {
  @Test func `what is not given stays, and a leave is shown`() async throws {
    let sandbox = try await Sandbox.founded()
    let command = "member availability asha --as asha"
    try await sandbox.done("\(command) --zone Asia/Kolkata --quiet 22:00-06:00 --budget 5")
    let away = try await sandbox.done("\(command) --away-until 2099-12-31")
    for part in [
      "Asia/Kolkata, quiet 22:00-06:00, asleep", "until 2099-12-31", "5 questions a day",
    ] {
      #expect(away.contains(part), "\(away)")
    }
    let back = try await sandbox.done("\(command) --quiet none --away-until 2020-01-01")
    #expect(back.contains("Asia/Kolkata, awake now") && !back.contains("leave"), "\(back)")
    let wrong = try await sandbox.run("member availability nobody --zone UTC --as tomas")
    #expect(wrong.status != 0 && wrong.errors.contains("nobody"))
  }
}
