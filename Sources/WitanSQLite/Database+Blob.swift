import GRDB
import GRDBSQLite

extension Database {
  /// A BLOB read from its pages straight into an array: without the copy that a result's column
  /// is, it costs half (https://www.sqlite.org/c3ref/blob_open.html).
  ///
  /// - Throws: SQLite's error where there is no such row, its value is no BLOB, or a page of it is
  ///   damaged.
  func bytes(ofBlobIn table: String, column: String, row: Int64) throws -> [UInt8] {
    var handle: OpaquePointer?
    try check(sqlite3_blob_open(sqliteConnection, "main", table, column, row, 0, &handle))
    defer { sqlite3_blob_close(handle) }
    let count = sqlite3_blob_bytes(handle)
    guard count > 0 else { return [] }
    return try [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
      try check(sqlite3_blob_read(handle, buffer.baseAddress, count, 0))
      filled = Int(count)
    }
  }

  /// Opens a BLOB to be read by pieces.
  ///
  /// - Throws: as `bytes(ofBlobIn:column:row:)`.
  func pieces(
    ofBlobIn table: String, column: String, row: Int64, pieceBytes: Int
  ) throws -> BlobPieces {
    var handle: OpaquePointer?
    try check(sqlite3_blob_open(sqliteConnection, "main", table, column, row, 0, &handle))
    return BlobPieces(db: self, handle: handle, pieceBytes: pieceBytes)
  }

  fileprivate func check(_ code: CInt) throws {
    guard code != SQLITE_OK else { return }
    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage)
  }
}

/// A BLOB that is read by pieces, within its transaction.
final class BlobPieces {
  private let db: Database
  private let handle: OpaquePointer?
  private let pieceBytes: Int
  private let count: Int
  private var place = 0

  /// Takes the handle over.
  fileprivate init(db: Database, handle: OpaquePointer?, pieceBytes: Int) {
    (self.db, self.handle, self.pieceBytes) = (db, handle, pieceBytes)
    count = Int(sqlite3_blob_bytes(handle))
  }

  deinit { sqlite3_blob_close(handle) }

  /// The next piece; nil at the end.
  func next() throws -> [UInt8]? {
    guard place < count else { return nil }
    let length = min(pieceBytes, count - place)
    let piece = try [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
      try db.check(
        sqlite3_blob_read(handle, buffer.baseAddress, CInt(length), CInt(place)))
      filled = length
    }
    place += length
    return piece
  }
}
