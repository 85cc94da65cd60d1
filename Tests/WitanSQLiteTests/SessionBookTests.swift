import Foundation
import Testing
import Witan
import WitanTesting

@testable import WitanSQLite

@Suite struct `Sessions in a file` {
  private func path() -> String {
    FileManager.default.temporaryDirectory
      .appending(path: "witan-sessions-\(UUID().uuidString).sqlite").path
  }

  @Test func `do what every keeper of sessions must`() async throws {
    let path = path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await SessionBookExercise(SQLiteSessionBook(path: path)).run()
  }

  @Test func `are there after a restart, hold no secret, and are their owner's alone`() async throws
  {
    let path = path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let now = Instant(milliseconds: 1_800_000_000_000)
    let secret = "ws_0123456789abcdefghjkmnpqrstvwxyz"
    let session = WebSession(
      id: "s-1", member: ID("m-1"), secret: Desk.digest(secret), device: "Firefox", now: now)
    try await SQLiteSessionBook(path: path).begin(session, now: now)
    let again = SQLiteSessionBook(path: path)
    #expect(try await again.change(secret: Desk.digest(secret)) { $0?.id } == "s-1")
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(bytes.range(of: Data(secret.utf8)) == nil)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
  }
}
