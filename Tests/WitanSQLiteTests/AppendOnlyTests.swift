import GRDB
import Ledger
import Testing
import Witan
@testable import WitanSQLite

@Suite struct AppendOnlyTests {
  @Test(arguments: [
    "UPDATE event SET bytes = x'00' WHERE idx = 1",
    "UPDATE OR REPLACE event SET idx = 0 WHERE idx = 1",
    "DELETE FROM event WHERE idx = 1",
    "DELETE FROM event",
    "REPLACE INTO event (community, idx, bytes, leaf) VALUES ('snakes', 1, x'00', x'00')",
    "INSERT OR IGNORE INTO event (community, idx, bytes, leaf) VALUES ('snakes', 1, x'00', x'00')",
    "INSERT INTO event (community, idx, bytes, leaf) VALUES ('snakes', 9, x'00', x'00')",
    "INSERT INTO event (community, idx, bytes, leaf) VALUES ('snakes', 1, x'00', x'00') "
      + "ON CONFLICT DO UPDATE SET bytes = excluded.bytes",
    "UPDATE node SET hash = x'00'",
    "DELETE FROM node",
    "REPLACE INTO node (community, level, idx, hash) VALUES ('snakes', 1, 0, x'00')",
  ])
  func `what is appended cannot be changed`(_ sql: String) async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      try await archive.write { pen in
        for number in 0..<4 { try pen.append([UInt8(number)]) }
      }
      try await archive.close()
      // With our settings, and with those of any other program.
      for isRecursive in [true, false] {
        let queue = try DatabaseQueue(path: folder.file)
        await #expect(throws: DatabaseError.self, "\(sql)") {
          try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA recursive_triggers = \(isRecursive)")
            try db.execute(sql: sql)
          }
        }
        try queue.close()
      }
      let again = try folder.reopen()
      #expect(try await again.read { try $0.entries(0..<9) } == [[0], [1], [2], [3]])
      try await again.close()
    }
  }

  @Test func `an entry that is too long is refused and leaves nothing`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      await #expect(throws: ProofFault.entryTooLong(byteCount: 65_536)) {
        try await archive.write { try $0.append([UInt8](repeating: 0, count: 65_536)) }
      }
      #expect(try await archive.read { try $0.ledgerSize() } == 0)
      try await archive.close()
    }
  }

  @Test func `keys and bodies that SQLite would not give back are refused`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let pairs: [(String, [UInt8])] = [("a\0b", [0x31]), ("a", [0xFF]), ("a", [0x31, 0])]
      for (key, body) in pairs {
        await #expect(throws: Refusal.self) {
          try await archive.write { try $0.put(.load, key, body) }
        }
      }
      #expect(try await archive.read { try $0.records(.load, RecordFilter()) } == [])
      try await archive.close()
    }
  }

  @Test func `keys that look alike but differ in bytes are two keys`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      try await archive.write { pen in
        try pen.put(.load, "\u{E9}", Array("1".utf8))
        try pen.put(.load, "e\u{301}", Array("2".utf8))
      }
      let bodies = try await archive.read { try $0.records(.load, RecordFilter()).map(\.body) }
      #expect(bodies == [[0x32], [0x31]])
      try await archive.close()
    }
  }
}
