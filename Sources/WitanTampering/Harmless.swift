import CZlib
import Foundation
import GRDB
import Witan

/// What may be done to a file without changing what it says.
enum Harmless: CaseIterable {
  case nothing, recompressed, vacuumed, reindexed, analyzed, otherPages, leftInLog

  /// Does it.
  func apply(to path: String, _ chance: inout Chance) throws {
    guard self != .nothing else { return }
    let queue = try DatabaseQueue(path: path)
    let level = CInt(chance.below(10))
    try queue.writeWithoutTransaction { db in
      switch self {
      case .nothing: break
      case .recompressed: try recompress(db, level: level)
      case .vacuumed: try db.execute(sql: "VACUUM")
      case .reindexed: try db.execute(sql: "REINDEX")
      case .analyzed: try db.execute(sql: "ANALYZE")
      case .otherPages:
        try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM")
        try db.execute(sql: "PRAGMA journal_mode = WAL")
      case .leftInLog:
        // A change and its opposite, both in the log alone; the files as a power cut leaves them.
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        try db.execute(sql: "CREATE TABLE more (text TEXT)")
        try db.execute(sql: "DROP TABLE more")
        for suffix in ["", "-wal"] {
          try FileManager.default.copyItem(atPath: path + suffix, toPath: path + ".cut" + suffix)
        }
      }
    }
    try queue.close()
    guard self == .leftInLog else { return }
    for suffix in ["", "-wal"] {
      unlink(path + suffix)
      try FileManager.default.moveItem(atPath: path + ".cut" + suffix, toPath: path + suffix)
    }
  }

  /// Packs every attachment at another level, or keeps it raw where that gives nothing else.
  private func recompress(_ db: Database, level: CInt) throws {
    let rows = try Row.fetchAll(db, sql: "SELECT name, sz, data FROM sqlar")
    for row in rows {
      let (name, size, data): (String, Int, Data) = (row[0], row[1], row[2])
      let content = data.count == size ? Array(data) : unpacked(Array(data), size)
      let packed = packed(content, level)
      try db.execute(
        sql: "UPDATE sqlar SET data = ? WHERE name = ?",
        arguments: [Data(packed.count == size ? content : packed), name])
    }
  }

  private func unpacked(_ packed: [UInt8], _ size: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: size) { target, count in
      var made = uLongf(size)
      _ = uncompress(target.baseAddress, &made, packed, uLong(packed.count))
      count = Int(made)
    }
  }

  private func packed(_ content: [UInt8], _ level: CInt) -> [UInt8] {
    let bound = Int(compressBound(uLong(content.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { target, count in
      var made = uLongf(bound)
      _ = compress2(target.baseAddress, &made, content, uLong(content.count), level)
      count = Int(made)
    }
  }
}
