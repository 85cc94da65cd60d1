import Foundation
import GRDB
import Ledger
import Witan

extension SQLiteShelf {
  /// Unpacked within bounds and hashed anew; throws `AttachmentFault` for anything else.
  func attachment(_ name: String) throws -> [UInt8]? {
    try kept(name)?.content()
  }

  /// Reads it as it is packed.
  func attachmentHash(_ name: String) throws -> (@Sendable () throws -> TreeHash)? {
    guard let kept = try kept(name) else { return nil }
    return { try kept.hash() }
  }

  private func kept(_ name: String) throws -> KeptAttachment? {
    guard !name.utf8.contains(0) else { return nil }
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: "SELECT rowid, sz, CAST(sha256 AS BLOB), CASE WHEN typeof(data) = 'blob'"
          + " THEN length(data) END FROM sqlar WHERE name = ? AND community = ?"),
      arguments: [name, community])
    guard let row = try rows.next() else { return nil }
    // A damaged page may hold values of any type: reading one as another must not end the program.
    let place = Int64.fromDatabaseValue(row[0]) ?? -1
    let size = Int.fromDatabaseValue(row[1]) ?? -1
    let sha256 = Data.fromDatabaseValue(row[2]) ?? Data()
    let bytes = Int.fromDatabaseValue(row[3]) ?? -1
    // Data beyond the bound is not even loaded.
    guard [size, bytes].allSatisfy((0...Deflate.limitBytes).contains) else {
      throw AttachmentFault(name: name, reason: "its size is out of bounds")
    }
    let stored = try db.bytes(ofBlobIn: "sqlar", column: "data", row: place)
    return KeptAttachment(name: name, size: size, sha256: Self.text(sha256), stored: stored)
  }
}

/// A row of `sqlar` as it was read.
private struct KeptAttachment: Sendable {
  let name: String
  let size: Int
  let sha256: String
  let stored: [UInt8]

  /// Its content, held against what the row and the name say.
  func content() throws(AttachmentFault) -> [UInt8] {
    let content = try unpacked() ?? stored
    try check(SHA.sha256(content))
    return content
  }

  /// The hash of its content, held against the same; what is not packed is hashed where it lies.
  func hash() throws(AttachmentFault) -> TreeHash {
    let found = try unpacked().map { SHA.sha256($0) } ?? SHA.sha256(stored)
    try check(found)
    return found
  }

  /// What a packed one unpacks to; nil for one that is kept raw.
  private func unpacked() throws(AttachmentFault) -> [UInt8]? {
    guard stored.count != size else { return nil }
    guard let content = Deflate.unpack(stored, size: size) else {
      throw AttachmentFault(name: name, reason: "it does not unpack to its size")
    }
    return content
  }

  private func check(_ found: TreeHash) throws(AttachmentFault) {
    guard found.hex.utf8.elementsEqual(sha256.utf8) else {
      throw AttachmentFault(name: name, reason: "its SHA-256 is not the one kept with it")
    }
    try AttachmentName.check(name, found)
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
