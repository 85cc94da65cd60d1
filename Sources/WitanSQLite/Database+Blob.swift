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

  private func check(_ code: CInt) throws {
    guard code != SQLITE_OK else { return }
    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage)
  }
}
