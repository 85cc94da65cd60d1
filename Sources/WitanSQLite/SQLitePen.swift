import Foundation
import GRDB
import Ledger
import Witan

/// What a transaction of the writer does beside reading.
final class SQLitePen: SQLiteShelf, Pen {
  /// The error that left an entry half appended: its transaction must not stand, even when the
  /// body caught it.
  private(set) var fault: (any Error)?

  /// Throws `ProofFault.entryTooLong` above 65,535 bytes. Empty blobs are spelt `x''`, as GRDB
  /// binds empty data as NULL.
  func append(_ entry: [UInt8]) throws {
    guard entry.count <= MerkleTree.longestEntry else {
      throw ProofFault.entryTooLong(byteCount: entry.count)
    }
    do {
      let size = try ledgerSize()
      let leaf = MerkleTree.leafHash(entry)
      let nodes = try MerkleTree.append(leaf: leaf, size: size, nodes: self)
      try db.cachedStatement(
        sql: "INSERT INTO event (community, idx, bytes, leaf) VALUES (?, ?, ifnull(?, x''), ?)"
      ).execute(arguments: [community, size, Data(entry), Data(leaf.bytes)])
      for (place, hash) in nodes where place.level > 0 {
        try db.cachedStatement(
          sql: "INSERT INTO node (community, level, idx, hash) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [community, place.level, place.index, Data(hash.bytes)])
      }
    } catch {
      fault = error
      throw error
    }
  }

  /// Refuses a key or body that SQLite would not give back byte for byte.
  func put(_ kind: RecordKind, _ key: String, _ body: [UInt8]) throws {
    guard let text = String(validating: body, as: UTF8.self), !body.contains(0),
      !key.utf8.contains(0)
    else { throw Refusal.invalid(field: kind.rawValue, reason: "not UTF-8 text without NUL") }
    try db.cachedStatement(sql: SQLiteSchema.put(kind)).execute(arguments: [community, key, text])
  }

  /// A key that is not there is no error.
  func remove(_ kind: RecordKind, _ key: String) throws {
    guard !key.utf8.contains(0) else { return }
    try db.cachedStatement(
      sql: "DELETE FROM \"\(kind.rawValue)\" WHERE community = ? AND key = ?"
    ).execute(arguments: [community, key])
  }

  /// The same digest again changes nothing, as it tells the text.
  func keep(_ disclosure: Disclosure) throws {
    try db.cachedStatement(
      sql: "INSERT INTO payload (community, digest, disclosure) VALUES (?, ?, ?)"
        + " ON CONFLICT (community, digest) DO UPDATE SET disclosure = excluded.disclosure"
    ).execute(arguments: [community, disclosure.digest, disclosure.encoded])
  }

  /// A digest that is not there is no error.
  func forget(_ digest: String) throws {
    guard !digest.utf8.contains(0) else { return }
    try db.cachedStatement(
      sql: "DELETE FROM payload WHERE community = ? AND digest = ?"
    ).execute(arguments: [community, digest])
    try noteErasure()
  }

  /// A name that is not there is no error.
  func detach(_ name: String) throws {
    guard !name.utf8.contains(0) else { return }
    try db.cachedStatement(
      sql: "DELETE FROM sqlar WHERE community = ? AND name = ?"
    ).execute(arguments: [community, name])
    try noteErasure()
  }

  /// In the same transaction, so that no crash leaves traces that nobody knows of.
  private func noteErasure() throws {
    try db.cachedStatement(
      sql: "INSERT INTO erasure (community, due) VALUES (?, ?)"
        + " ON CONFLICT (community) DO UPDATE SET due = excluded.due"
    ).execute(arguments: [community, SQLiteArchive.Due.pages.rawValue])
  }

  /// Keeps the signed note of this commit in place of the last one.
  func seal(_ note: String) throws {
    try db.cachedStatement(
      sql: "INSERT INTO checkpoint (community, note) VALUES (?, ?)"
        + " ON CONFLICT (community) DO UPDATE SET note = excluded.note"
    ).execute(arguments: [community, note])
  }
}
