import GRDB
import Testing
import Witan
@testable import WitanSQLite

@Suite struct SettingsTests {
  @Test func `writer and readers are set as the design says`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let findings = try await archive.diagnosis()
      #expect(findings.filter { !$0.isGood } == [])
      let values = Dictionary(uniqueKeysWithValues: findings.map { ($0.name, $0.value) })
      let wanted = [
        "writer synchronous": "2", "writer journal_mode": "wal", "writer foreign_keys": "1",
        "writer trusted_schema": "0", "writer recursive_triggers": "1",
        "writer cell_size_check": "1", "writer secure_delete": "1",
        "reader wal_autocheckpoint": "0", "reader foreign_keys": "1", "reader trusted_schema": "0",
        "reader recursive_triggers": "1", "reader cell_size_check": "1",
        "application_id": "1464423502", "user_version": "1", "encoding": "UTF-8",
        "schema": "whole", "integrity_check": "ok", "community": "snakes",
      ]
      for (name, value) in wanted { #expect(values[name] == value, "\(name)") }
      try await archive.write { try $0.append([1]) }
      let synchronous = try await archive.pool.writeWithoutTransaction {
        try Int.fetchOne($0, sql: "PRAGMA synchronous")
      }
      #expect(synchronous == 2)
      try await archive.close()
    }
  }

  @Test func `readers cannot write`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      await #expect(throws: DatabaseError.self) {
        try await archive.pool.read { try $0.execute(sql: "DELETE FROM payload") }
      }
      try await archive.close()
    }
  }

  @Test func `a stranger's trigger is found`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      try await archive.pool.write { db in
        try db.execute(
          sql: """
            CREATE TRIGGER theirs AFTER INSERT ON event BEGIN DELETE FROM payload; END;
            """)
      }
      let schema = try await archive.diagnosis().first { $0.name == "schema" }
      #expect(schema?.isGood == false)
      #expect(schema?.value == "with theirs")
      try await archive.close()
    }
  }

  @Test func `a column that strays from its record is found`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      try await archive.write { pen in
        try pen.put(.member, "m-1", Array("{\"handle\":\"ada\"}".utf8))
        try pen.put(.member, "m-2", Array("{\"handle\":null}".utf8))
        try pen.put(.trace, "t-1", Array("{\"question\":\"q-1\"}".utf8))
      }
      #expect(try await archive.diagnosis().filter { !$0.isGood } == [])
      try await archive.pool.write { try $0.execute(sql: "UPDATE member SET handle = 'eve'") }
      let bad = try await archive.diagnosis().filter { !$0.isGood }
      #expect(bad.map(\.value) == ["2"])
      try await archive.close()
    }
  }

  @Test func `each condition is answered from its index`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      for kind in RecordKind.allCases {
        for field in kind.indexes {
          for condition in [
            RecordFilter.Condition.equal(field: field, to: "a"), .upTo(field: field, limit: "a"),
          ] {
            let filter = RecordFilter(condition, after: "b", limit: 3)
            let plan = try await archive.pool.read { db in
              let query = try #require(RecordQuery(kind, filter, community: "snakes"))
              return try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN " + query.sql,
                arguments: StatementArguments(query.arguments)
              ).map { $0["detail"] as String }
            }
            #expect(plan.first?.hasPrefix("SEARCH \(kind) USING INDEX \(kind)_by_\(field)") == true)
          }
        }
      }
      try await archive.close()
    }
  }
}
