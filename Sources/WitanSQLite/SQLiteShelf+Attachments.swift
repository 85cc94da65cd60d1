import Foundation
import GRDB
import Ledger
import Synchronization
import Witan

extension SQLiteShelf {
  /// Unpacked within bounds and hashed anew; throws `AttachmentFault` for anything else.
  func attachment(_ name: String) throws -> [UInt8]? {
    guard let row = try row(of: name) else { return nil }
    return try row.content(
      of: db.bytes(ofBlobIn: "sqlar", column: "data", row: row.place))
  }

  /// Read in pieces, so that no more of it is in memory.
  func attachmentPieces(_ name: String) throws -> AttachmentPieces? {
    guard let row = try row(of: name) else { return nil }
    let blob = try db.pieces(
      ofBlobIn: "sqlar", column: "data", row: row.place, pieceBytes: Self.pieceBytes)
    return AttachmentPieces(next: blob.next, hashing: KeptHashing(row))
  }

  private static let pieceBytes = 256 << 10

  private func row(of name: String) throws -> AttachmentRow? {
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
    return AttachmentRow(
      name: name, place: place, size: size, bytes: bytes, sha256: Self.text(sha256))
  }
}

/// A row of `sqlar` but for its data.
private struct AttachmentRow: Sendable {
  let name: String
  let place: Int64
  let size: Int
  /// How many bytes its data has.
  let bytes: Int
  let sha256: String

  /// Whether the data is a stream, not the content itself.
  var isPacked: Bool { bytes != size }

  /// That the data is no stream of so many bytes.
  var unpackFault: AttachmentFault {
    AttachmentFault(name: name, reason: "it does not unpack to its size")
  }

  /// The content, held against what the row and the name say.
  func content(of stored: [UInt8]) throws(AttachmentFault) -> [UInt8] {
    guard isPacked else {
      try check(SHA.sha256(stored))
      return stored
    }
    guard let content = Deflate.unpack(stored, size: size) else { throw unpackFault }
    try check(SHA.sha256(content))
    return content
  }

  /// Throws where the row or the name tell another hash.
  func check(_ found: TreeHash) throws(AttachmentFault) {
    guard found.hex.utf8.elementsEqual(sha256.utf8) else {
      throw AttachmentFault(name: name, reason: "its SHA-256 is not the one kept with it")
    }
    try AttachmentName.check(name, found)
  }
}

/// Unpacks and hashes an attachment by pieces.
private final class KeptHashing: AttachmentHashing {
  private let row: AttachmentRow
  /// Guards the hash so far, and what unpacks; nil where nothing is packed.
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var hash = SHA.Stream()
    var inflater: Inflater
  }

  init(_ row: AttachmentRow) {
    self.row = row
    state = Mutex(State(inflater: Inflater(limit: row.size)))
  }

  /// Unpacks and hashes.
  func take(_ piece: [UInt8]) throws {
    guard row.isPacked else {
      return state.withLock { state in piece.withUnsafeBytes { state.hash.take($0) } }
    }
    let isGood = state.withLock { state in
      var hash = state.hash
      defer { state.hash = hash }
      return state.inflater.take(piece) { hash.take($0) }
    }
    guard isGood else { throw row.unpackFault }
  }

  /// Held against row and name.
  func finish() throws -> TreeHash {
    // A stream of nothing is none that this archive writes.
    let isWhole = state.withLock { $0.inflater.isWhole } && row.size > 0
    guard !row.isPacked || isWhole else { throw row.unpackFault }
    let found = state.withLock { $0.hash.finish() }
    try row.check(found)
    return found
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
