import Foundation
import GRDB
import Testing
import Witan
import WitanSQLite
import WitanTesting

@Suite struct OpeningTests {
  @Test func `an archive that is opened again has everything`() async throws {
    try await withFolder { folder in
      let first = try folder.create()
      #expect(first.community == ID("snakes"))
      try await first.write { pen in
        for number in 0..<100 { try pen.append(Array("entry-\(number)".utf8)) }
        try pen.put(.member, "m-1", Array("{\"handle\":\"ada\"}".utf8))
        try pen.attach("notes/a", [1, 2, 3])
      }
      try await first.close()
      #expect(!FileManager.default.fileExists(atPath: folder.file + "-wal"))
      for mode in [SQLiteArchive.Mode.write, .readOnly, .write] {
        let again = try folder.reopen(mode)
        #expect(again.community == ID("snakes"))
        try await again.read { shelf throws -> Void in
          #expect(try shelf.entries(99..<200) == [Array("entry-99".utf8)])
          let filter = RecordFilter(.equal(field: "handle", to: "ada"))
          #expect(try shelf.records(.member, filter).map(\.key) == ["m-1"])
          #expect(try shelf.attachment("notes/a") == [1, 2, 3])
          #expect(try shelf.checkpoint()?.hasPrefix("sealed 100 ") == true)
        }
        try await again.close()
      }
    }
  }

  @Test func `an archive that was dropped unclosed has everything, and its lock is free`()
    async throws
  {
    try await withFolder { folder in
      do {
        let first = try folder.create()
        try await first.write { try $0.append([1]) }
      }
      let again = try await folder.reopenWhenFree()
      #expect(try await again.read { try $0.ledgerSize() } == 1)
      try await again.close()
    }
  }

  @Test func `a second writer is refused until the first closes; readers are not`() async throws {
    try await withFolder { folder in
      let first = try folder.create()
      #expect(throws: Refusal.folderInUse(path: folder.file)) { try folder.reopen() }
      let reader = try folder.reopen(.readOnly)
      try await first.write { try $0.append([1]) }
      #expect(try await reader.read { try $0.ledgerSize() } == 1)
      await #expect(throws: Refusal.unavailable(reason: "The archive is open for reading only.")) {
        try await reader.write { try $0.append([2]) }
      }
      try await reader.close()
      try await first.close()
      try await folder.reopen().close()
    }
  }

  @Test func `what exists is not created, what does not is not opened`() async throws {
    try await withFolder { folder in
      let missing = Refusal.notFound(kind: "archive", name: folder.file)
      #expect(throws: missing) { try folder.reopen() }
      #expect(throws: missing) { try folder.reopen(.readOnly) }
      try await folder.create().close()
      #expect(throws: Refusal.exists(kind: "archive", name: folder.file)) { try folder.create() }
    }
  }

  @Test func `foreign, newer and damaged files are refused and left as they are`() async throws {
    try await withFolder { folder in
      let foreign = Refusal.conflict(reason: "\(folder.file) is no archive of Witan.")
      for content in [Data(), Data("hello".utf8), Data(repeating: 7, count: 5000)] {
        try content.write(to: URL(fileURLWithPath: folder.file))
        #expect(throws: foreign) { try folder.reopen() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == content)
      }
      try FileManager.default.removeItem(atPath: folder.file)
      let queue = try DatabaseQueue(path: folder.file)
      try await queue.write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
      #expect(throws: foreign) { try folder.reopen() }
      try await queue.write { try $0.execute(sql: "PRAGMA application_id = \(0x5749_544E)") }
      let damaged = Refusal.conflict(
        reason: "\(folder.file) has no format number; it is damaged.")
      #expect(throws: damaged) { try folder.reopen() }
      try await queue.write { try $0.execute(sql: "PRAGMA user_version = 2") }
      #expect {
        try folder.reopen()
      } throws: { error in
        (error as? Refusal)?.code == "unavailable"
      }
      #expect(!FileManager.default.fileExists(atPath: folder.file + "-wal"))
    }
  }

  @Test func `an archive without one of its triggers is refused`() async throws {
    try await withFolder { folder in
      try await folder.create().close()
      let queue = try DatabaseQueue(path: folder.file)
      try await queue.write { try $0.execute(sql: "DROP TRIGGER event_no_delete") }
      try queue.close()
      #expect {
        try folder.reopen()
      } throws: { error in
        (error as? Refusal)?.sentence.contains("\"event_no_delete\" is missing") == true
      }
    }
  }

  @Test func `a closed archive refuses reads and writes`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let news = archive.commits()
      try await archive.close()
      await #expect(throws: Refusal.unavailable(reason: "The archive is closed.")) {
        try await archive.write { try $0.append([2]) }
      }
      await #expect(throws: (any Error).self) { try await archive.read { try $0.ledgerSize() } }
      for await _ in news {}
      for await _ in archive.commits() {}
      try await archive.close()
    }
  }
}
