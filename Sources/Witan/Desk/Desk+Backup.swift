extension Desk {
  /// Writes a whole, verified copy of the archive, and beside it one of what witnesses and
  /// time-stamp authorities said.
  ///
  /// - Parameters:
  ///   - name: a new file's plain name; made of the time when it is nil.
  ///   - keep: how many copies to keep, this one among them; the oldest others go. Nil for all.
  /// - Returns: where it was written, and what went.
  public func backup(
    _ caller: Caller, named name: String?, keep: Int? = nil
  ) async throws -> BackupCopy {
    try caller.needs(.steward)
    if let name, name.isEmpty || name.contains("/") || name.hasPrefix(".") {
      throw Refusal.invalid(field: "path", reason: "a plain file name is needed")
    }
    if let name, name.hasSuffix(BackupCopy.testimonyEnding) {
      throw Refusal.invalid(field: "path", reason: "it ends like what is put beside a copy")
    }
    if let keep, keep < 1 {
      throw Refusal.invalid(field: "keep", reason: "at least this one is kept")
    }
    let file = name ?? "backup-\(world.now().text.filter { $0 != ":" }).sqlite"
    let path = try await archive.backup(named: file)
    let testimony = try testimony.copy(beside: path, at: world.now())
    var removed: [String] = []
    if let keep { removed = try await archive.dropBackups(keeping: keep) }
    for old in removed { try self.testimony.removeCopy(beside: old) }
    return BackupCopy(path: path, testimony: testimony, removed: removed)
  }

  /// Brings what stands beside the copies after those: beside a new one, and away from those that
  /// it replaced.
  func followBackups(_ copies: OldCopies) throws {
    for old in copies.replaced { try testimony.removeCopy(beside: old) }
    if let new = copies.new { _ = try testimony.copy(beside: new, at: world.now()) }
  }
}

/// A copy that was written.
public struct BackupCopy: Sendable {
  /// The file, beside the community's own.
  public let path: String
  /// What witnesses and time-stamp authorities said, as a zip file beside it; nil for nothing.
  public let testimony: String?
  /// Older copies that were removed.
  public let removed: [String]

  /// How the name of what is put beside a copy ends.
  public static let testimonyEnding = ".testimony.zip"
}
