import Foundation
import GRDB
import Ledger
import Witan

extension SQLiteShelf {
  /// Unpacked within bounds and hashed anew; throws `AttachmentFault` for anything else.
  func attachment(_ name: String) throws -> [UInt8]? {
    guard !name.utf8.contains(0) else { return nil }
    // Data beyond the bound is not even loaded.
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT sz, sha256, CASE WHEN length(data) <= ? THEN data END FROM sqlar"
          + " WHERE name = ? AND community = ?"),
      arguments: [Deflate.limitBytes, name, community])
    guard let row else { return nil }
    let size: Int = row[0] ?? -1
    let sha256: String = row[1]
    guard (0...Deflate.limitBytes).contains(size), let stored: Data = row[2] else {
      throw AttachmentFault(name: name, reason: "its size is out of bounds")
    }
    let content = stored.count == size ? Array(stored) : Deflate.unpack(Array(stored), size: size)
    guard let content else {
      throw AttachmentFault(name: name, reason: "it does not unpack to its size")
    }
    let found = SHA.sha256(content)
    guard found.hex == sha256 else {
      throw AttachmentFault(name: name, reason: "its SHA-256 is not the one kept with it")
    }
    try AttachmentName.check(name, found)
    return content
  }
}

extension SQLitePen {
  /// Refuses more than `Deflate.limitBytes`, and (`AttachmentFault`) content that is not what the
  /// name says. The time is always 0: an adapter has no clock.
  func attach(_ name: String, _ content: [UInt8]) throws {
    guard content.count <= Deflate.limitBytes else {
      throw Refusal.tooLarge(field: "attachment", limitBytes: Deflate.limitBytes)
    }
    guard !name.isEmpty, !name.utf8.contains(0) else {
      throw Refusal.invalid(field: "attachment", reason: "a name is needed")
    }
    let sha256 = SHA.sha256(content)
    try AttachmentName.check(name, sha256)
    let isKnown = try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT 1 FROM sqlar WHERE name = ?"), arguments: [name])
    guard isKnown == nil else { return }
    let stored = Deflate.pack(content) ?? content
    try db.cachedStatement(
      sql: "INSERT INTO sqlar (name, mode, mtime, sz, data, community, sha256)"
        + " VALUES (?, ?, 0, ?, ifnull(?, x''), ?, ?)"
    ).execute(
      arguments: [
        name, AttachmentName.mode, content.count, Data(stored), community, sha256.hex,
      ])
  }
}

/// What an attachment's name says: `.../<64 hexadecimal digits>.<ext>` tells its SHA-256.
enum AttachmentName {
  /// An ordinary file that its owner writes and all read (0100644).
  static let mode = 0o100644

  /// Throws where the name tells another hash than this one; other names tell nothing.
  static func check(_ name: String, _ found: TreeHash) throws(AttachmentFault) {
    let last = name.split(separator: "/").last ?? ""
    let stem = last.split(separator: ".").first ?? ""
    guard let told = TreeHash(hex: String(stem)), told != found else { return }
    throw AttachmentFault(name: name, reason: "its SHA-256 is not the one in its name")
  }
}
