import Foundation
import Testing
import Witan
import WitanTesting

@testable import WitanSQLite

@Suite struct `Subscriptions and notices` {
  @Test func `in a file do what every keeper must`() async throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "witan-notices-\(UUID().uuidString).sqlite").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await NotifyBookExercise(SQLiteNotifyBook(path: path)).run()
  }

  @Test func `in memory do what every keeper must`() async throws {
    try await NotifyBookExercise(MemoryNotifyBook()).run()
  }

  @Test func `are there after a restart, and their owner's alone`() async throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "witan-notices-\(UUID().uuidString).sqlite").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let now = Instant(milliseconds: 1_800_000_000_000)
    let subscription = Subscription(
      id: "w-1", member: ID("m-1"), target: .web(url: "https://a.example/x", secret: "whsec_abcd"),
      kinds: [.checkpointSigned], token: nil, madeAt: now, since: 0)
    let book = SQLiteNotifyBook(path: path)
    try await book.keep(subscription)
    try await book.queue([QueuedNotice(testing: subscription, id: "n-1", now: now)], readTo: 4)
    let again = SQLiteNotifyBook(path: path)
    #expect(try await again.due(now, limit: 9).map(\.id) == ["n-1"])
    #expect(try await again.position() == 4)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    #expect(try await again.remove(nil, of: ID("m-1")) == 1)
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(bytes.range(of: Data("whsec_abcd".utf8)) == nil, "a secret is left in the file")
  }
}
