import Foundation
import GRDB
import Synchronization
import Witan

/// A file of its owner's alone beside the archive, for what is no part of the record. What is
/// removed from it is overwritten (`secure_delete`).
///
/// It is opened, or made, at the first call: most commands need none.
final class SideFile: Sendable {
  /// Where it lies.
  let path: String
  private let label: String
  private let tables: String
  /// Guards the one connection to the file; nil before the first call.
  private let queue = Mutex<DatabaseQueue?>(nil)

  /// A file with these tables (SQL that makes those which are not there); `label` names its
  /// connection.
  init(_ path: String, label: String, tables: String) {
    (self.path, self.label, self.tables) = (path, label, tables)
  }

  /// The file, opened or made; refuses one that cannot be kept from others.
  func opened() throws -> DatabaseQueue {
    try queue.withLock { queue in
      if let queue { return queue }
      var configuration = Configuration()
      configuration.label = label
      // Commands on the same folder may hold it for a moment.
      configuration.busyMode = .timeout(5)
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA secure_delete = 1")
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA trusted_schema = 0")
      }
      let new = try DatabaseQueue(path: path, configuration: configuration)
      // Its journal gets the file's own mode (SQLite, "findCreateFileMode").
      guard chmod(path, 0o600) == 0 else {
        throw Refusal.unavailable(reason: "\(path) cannot be kept from others.")
      }
      try new.write { try $0.execute(sql: tables) }
      queue = new
      return new
    }
  }
}
