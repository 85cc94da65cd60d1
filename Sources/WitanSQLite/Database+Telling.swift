import GRDB
import GRDBSQLite

extension Database {
  /// Tells now and then, while a body runs statements that take long, how many steps of SQLite's
  /// machine were taken (https://www.sqlite.org/c3ref/progress_handler.html). A single step may
  /// take long too: the check of one table's pages is one.
  func telling<Result>(
    _ progress: (Int) -> Void, _ body: () throws -> Result
  ) throws -> Result {
    let count = Self.stepsBetween
    return try withoutActuallyEscaping(progress) { progress in
      let teller = Teller { progress(count * $0) }
      defer { sqlite3_progress_handler(sqliteConnection, 0, nil, nil) }
      sqlite3_progress_handler(
        sqliteConnection, CInt(count),
        { context in
          guard let context else { return 0 }
          Unmanaged<Teller>.fromOpaque(context).takeUnretainedValue().tell()
          return 0
        }, Unmanaged.passUnretained(teller).toOpaque())
      return try withExtendedLifetime(teller) { try body() }
    }
  }

  /// Some hundredths of a second.
  private static let stepsBetween = 1_000_000
}

/// Counts how often SQLite asked.
private final class Teller {
  private var count = 0
  private let body: (Int) -> Void

  init(_ body: @escaping (Int) -> Void) { self.body = body }

  /// Counts and tells.
  func tell() {
    count += 1
    body(count)
  }
}
