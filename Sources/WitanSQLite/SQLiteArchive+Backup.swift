import Foundation
import GRDB
import Ledger
import Witan

extension SQLiteArchive {
  /// A whole copy in the folder `backups` beside the archive, which is made when it is missing.
  package func backup(named name: String) async throws -> String {
    guard (1...200).contains(name.utf8.count), !name.hasPrefix("."),
      !name.utf8.contains(where: { $0 < 32 || $0 == UInt8(ascii: "/") })
    else {
      throw Refusal.invalid(
        field: "name", reason: "a plain file name of at most 200 bytes is needed")
    }
    try DurableFile.makeFolder(backupFolder)
    try await backup(to: backupFolder + "/" + name)
    return backupFolder + "/" + name
  }

  /// Where copies are put.
  var backupFolder: String { DurableFile.folder(of: path) + "/backups" }

  /// Removes the oldest copies in the folder `backups`, by when they were written, and no file that
  /// is no archive of ours.
  package func dropBackups(keeping count: Int) async throws -> [String] {
    let files = FileManager.default
    let names = (try? files.contentsOfDirectory(atPath: backupFolder)) ?? []
    let copies = names.filter { !$0.hasPrefix(".") }.map { "\(backupFolder)/\($0)" }
      .filter { (try? FileHeader.check($0)) != nil }
    let dated = copies.map { path in
      let written = try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date
      return (path: path, at: written ?? .distantPast)
    }
    let oldest = dated.sorted { ($0.at, $0.path) < ($1.at, $1.path) }.dropLast(count).map(\.path)
    for path in oldest { try DurableFile.remove(path) }
    return oldest
  }

  /// A whole copy under a new name; writing goes on meanwhile.
  ///
  /// VACUUM INTO a draft beside the target, fsync, open, compare, then the name: who sees the file
  /// sees a verified one. Refuses (`exists`) a name that is taken.
  package func backup(to path: String) async throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw Refusal.exists(kind: "file", name: path)
    }
    let community = community.text
    // Without a transaction, as VACUUM refuses to run within one.
    try await pool.unsafeRead { db in
      let draft = try DurableFile.draft(beside: path)
      defer { unlink(draft) }
      let source = SQLiteShelf(db, community: community)
      let least = try source.ledgerSize()
      try db.execute(sql: "VACUUM INTO ?", arguments: [draft])
      try DurableFile.sync(draft)
      try Self.verify(draft, isCopyOf: source, least: least)
      try DurableFile.place(draft, at: path, kind: "file")
    }
  }

  /// Opens a copy and checks its pages, tables, ledger and last entry against the original, which
  /// may have grown but holds all that the copy holds.
  private static func verify(
    _ draft: String, isCopyOf source: SQLiteShelf, least: Int
  ) throws {
    try FileHeader.check(draft)
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: draft, configuration: configuration)
    defer { try? queue.close() }
    let problem: String? = try queue.read { db in
      let pages = try String.fetchAll(db, sql: "PRAGMA integrity_check")
      guard pages == ["ok"] else { return pages.joined(separator: "; ") }
      try SQLiteSchema.check(db, path: draft)
      let copy = SQLiteShelf(db, community: source.community)
      let size = try copy.ledgerSize()
      guard size >= least else { return "it has \(size) entries of \(least)" }
      let last = size - 1..<size
      let isSame = try size == 0 || copy.entries(last) == source.entries(last)
      guard isSame else { return "its last entry differs" }
      let root = try MerkleTree.root(size: size, nodes: copy)
      return try root == MerkleTree.root(size: size, nodes: source) ? nil : "its root differs"
    }
    if let problem {
      throw Refusal.unavailable(reason: "The copy is not whole and was removed: \(problem).")
    }
  }
}
