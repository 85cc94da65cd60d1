import Foundation
import Testing
import Witan
import WitanSQLite
import WitanTesting

@Suite struct BackupTests {
  @Test func `a backup is whole, can be opened, and holds the log's content`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      try await archive.write { pen in
        for number in 0..<50 { try pen.append(Array("entry-\(number)".utf8)) }
        try pen.put(.member, "m-1", Array("{\"handle\":\"ada\"}".utf8))
        try pen.attach("notes/a", [1, 2, 3])
      }
      let path = try await archive.backup(named: "monday.sqlite")
      #expect(path == folder.path + "/backups/monday.sqlite")
      try await archive.write { try $0.append([1]) }
      let copy = try SQLiteArchive.open(path, mode: .write, sealer: ArchiveExercise.seal)
      #expect(copy.community == archive.community)
      try await copy.read { shelf throws -> Void in
        #expect(try shelf.ledgerSize() == 50)
        #expect(try shelf.entries(49..<50) == [Array("entry-49".utf8)])
        #expect(try shelf.attachment("notes/a") == [1, 2, 3])
        #expect(try shelf.checkpoint()?.hasPrefix("sealed 50 ") == true)
        let filter = RecordFilter(.equal(field: "handle", to: "ada"))
        #expect(try shelf.records(.member, filter).map(\.key) == ["m-1"])
      }
      try await copy.write { try $0.append([2]) }
      #expect(try await copy.diagnosis().filter { !$0.isGood } == [])
      try await copy.close()
      try await archive.close()
    }
  }

  @Test func `a backup of an empty archive is one too`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      try await archive.backup(to: folder.path + "/copy.sqlite")
      let copy = try SQLiteArchive.open(folder.path + "/copy.sqlite", mode: .readOnly)
      #expect(try await copy.read { try $0.ledgerSize() } == 0)
      try await copy.close()
      try await archive.close()
    }
  }

  @Test func `a file that exists is refused and left as it is`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let path = try await archive.backup(named: "a")
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      try await archive.write { try $0.append([1]) }
      await #expect(throws: Refusal.exists(kind: "file", name: path)) {
        try await archive.backup(named: "a")
      }
      await #expect(throws: Refusal.exists(kind: "file", name: folder.file)) {
        try await archive.backup(to: folder.file)
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/backups")
      #expect(files == ["a"])
      try await archive.close()
    }
  }

  @Test(arguments: ["", ".", "..", ".a", "a/b", "../a", "a\0b", String(repeating: "a", count: 201)])
  func `a name that is not plain is refused`(_ name: String) async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      await #expect {
        try await archive.backup(named: name)
      } throws: { error in
        (error as? Refusal)?.field == "name"
      }
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/backups"))
      try await archive.close()
    }
  }

  @Test func `backups go on beside writes`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<100 {
          group.addTask { try await archive.write { try $0.append([UInt8(number)]) } }
        }
        for number in 0..<3 {
          group.addTask { _ = try await archive.backup(named: "copy-\(number)") }
        }
        try await group.waitForAll()
      }
      #expect(try await archive.read { try $0.ledgerSize() } == 100)
      try await archive.close()
    }
  }
}
