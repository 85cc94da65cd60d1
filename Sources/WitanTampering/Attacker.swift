import Foundation
import GRDB
import Ledger
import Witan
import WitanSQLite

/// Somebody with the file of a community in their hands, and some with its key too.
final class Attacker {
  /// The file under attack.
  let path: String
  /// Whose file it is.
  let community: MadeUpCommunity
  /// What the attacker decides by.
  var chance: Chance

  /// One attack on a copy of a community's file.
  init(_ community: MadeUpCommunity, at path: String, seed: UInt64) throws {
    (self.community, self.path, chance) = (community, path, Chance(seed: seed))
    for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) }
    try FileManager.default.copyItem(atPath: community.path, toPath: path)
  }

  /// Works on the file as any program would, with the guards out of the way and put back after.
  func edit<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try raw { db in
      let guards = try Row.fetchAll(
        db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
      for row in guards { try db.execute(sql: "DROP TRIGGER \"\(row["name"] as String)\"") }
      let result = try body(db)
      for row in guards { try db.execute(sql: row["sql"]) }
      return result
    }
  }

  /// Works on the file with the guards in place; all of it is in the file afterwards.
  func raw<Result>(_ body: (Database) throws -> Result) throws -> Result {
    var configuration = Configuration()
    configuration.acceptsDoubleQuotedStringLiterals = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let result = try queue.writeWithoutTransaction { db in
      // A schema that somebody else damages in the same attack must not stop this one.
      var result: Result?
      try db.inTransaction {
        result = try body(db)
        return .commit
      }
      return result
    }
    try queue.close()
    guard let result else { throw Refusal.unavailable(reason: "nothing was done") }
    return result
  }

  /// Changes the schema's own table.
  func editSchema(_ body: (Database) throws -> Void) throws {
    try raw { db in
      try db.execute(sql: "PRAGMA writable_schema = ON")
      try body(db)
      let version = try Int.fetchOne(db, sql: "PRAGMA schema_version") ?? 0
      try db.execute(sql: "PRAGMA schema_version = \(version + 1)")
      try db.execute(sql: "PRAGMA writable_schema = OFF")
    }
  }

  /// One of several.
  func pick<Element>(_ elements: [Element]) -> Element { elements[chance.below(elements.count)] }

  /// The keys of the rows of a table that satisfy a condition.
  func keys(_ db: Database, _ table: String, _ key: String = "key", where condition: String = "1")
    throws -> [String]
  {
    try String.fetchAll(
      db, sql: "SELECT \"\(key)\" FROM \"\(table)\" WHERE \(condition) ORDER BY 1")
  }

  /// All entries, in order.
  func entries(_ db: Database) throws -> [[UInt8]] {
    try Data.fetchAll(db, sql: "SELECT bytes FROM event ORDER BY idx").map(Array.init)
  }

  /// Puts entries in place of all, with leaves and nodes that fit, as a forger would.
  func replaceLedger(_ entries: [[UInt8]], _ db: Database) throws {
    try db.execute(sql: "DELETE FROM event; DELETE FROM node")
    let name = MadeUpCommunity.made
    var tree = MemoryTree()
    for (index, bytes) in entries.enumerated() {
      let leaf = MerkleTree.leafHash(bytes)
      for (place, hash) in try MerkleTree.append(leaf: leaf, size: index, nodes: tree)
      where place.level > 0 {
        try db.execute(
          sql: "INSERT INTO node (community, level, idx, hash) VALUES (?, ?, ?, ?)",
          arguments: [name, place.level, place.index, Data(hash.bytes)])
      }
      tree.append(leaf: leaf)
      try db.execute(
        sql: "INSERT INTO event (community, idx, bytes, leaf) VALUES (?, ?, ?, ?)",
        arguments: [name, index, Data(bytes), Data(leaf.bytes)])
    }
  }

  /// Puts entries in place of all with everything that follows from them, as far as it follows,
  /// and has the checkpoint signed by whoever is given; the old one stays where nobody is.
  func rewrite(_ entries: [[UInt8]], signedBy signers: [NoteSigner]) async throws {
    let note = try edit { db in
      let note = try String.fetchOne(db, sql: "SELECT note FROM checkpoint")
      for table in ["event", "node", "checkpoint"] + RecordKind.allCases.map(\.rawValue) {
        try db.execute(sql: "DELETE FROM \"\(table)\"")
      }
      return note
    }
    let archive =
      try signers.isEmpty
      ? SQLiteArchive.open(path, mode: .write) : MadeUpCommunity.open(path, .write, signers)
    try await archive.write { pen in
      var follows = true
      for bytes in entries {
        try pen.append(bytes)
        guard follows, let entry = try? Entry(bytes: bytes),
          (try? Projector.apply(entry, to: pen)) != nil
        else {
          follows = false
          continue
        }
      }
    }
    try await archive.close()
    guard signers.isEmpty, let note else { return }
    try raw { db in
      try db.execute(
        sql: "INSERT INTO checkpoint (community, note) VALUES (?, ?)",
        arguments: [MadeUpCommunity.made, note])
    }
  }

  /// One bit of some bytes is another.
  func flipped(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    guard !bytes.isEmpty else { return [1] }
    bytes[chance.below(bytes.count)] ^= UInt8(1 << chance.below(8))
    return bytes
  }
}

extension MadeUpCommunity {
  /// The name that the rows of its file bear.
  static let made = "made-up"
}
