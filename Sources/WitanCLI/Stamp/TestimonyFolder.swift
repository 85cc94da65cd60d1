import Foundation
import Ledger
import Witan
import WitanHTTP

/// What witnesses and time-stamp authorities said, as files of a data folder: `timestamps/` (see
/// `Stamps`) and `witnesses/cosigned`.
struct TestimonyFolder: TestimonyBook {
  /// The data folder.
  let path: String

  private var cosignedPath: String { "\(path)/witnesses/cosigned" }
  private var stamps: Stamps { Stamps(of: DataFolder(path: path), authorities: nil) }

  /// The last cosigned checkpoint.
  func cosigned() throws -> String? {
    guard FileManager.default.fileExists(atPath: cosignedPath) else { return nil }
    let bytes = try LocalFile.read(cosignedPath, limit: SignedNote.longestNote)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Keeps one in place of the last, durably.
  func keep(cosigned note: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: "\(path)/witnesses", withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw Refusal.unavailable(reason: "The folder \(path)/witnesses cannot be made.")
    }
    try KeptFile.replace(cosignedPath, with: Array(note.utf8))
  }

  /// The names of the stamps, by their days.
  func stampNames() throws -> [String] { try stamps.names(with: "tsr") }

  /// One stamp.
  func stamp(_ name: String) throws -> KeptStamp? {
    guard try stampNames().contains(name) else { return nil }
    return KeptStamp(
      name: name, checkpoint: try stamps.note(name), token: Base64.encode(try stamps.token(name)))
  }

  /// A zip file beside the copy, as `unzip` puts it back into a data folder.
  func copy(beside backup: String, at instant: Instant) throws -> String? {
    var zip = ZipFile(at: instant)
    var isEmpty = true
    if let note = try cosigned() {
      try zip.add("witnesses/cosigned", Array(note.utf8))
      isEmpty = false
    }
    for name in try stampNames() {
      for file in try stamps.files(of: name) { try zip.add("timestamps/\(file.name)", file.bytes) }
      isEmpty = false
    }
    guard !isEmpty else { return nil }
    let target = backup + BackupCopy.testimonyEnding
    try KeptFile.replace(target, with: zip.bytes)
    return target
  }

  /// Removes it.
  func removeCopy(beside backup: String) throws {
    let target = backup + BackupCopy.testimonyEnding
    guard FileManager.default.fileExists(atPath: target) else { return }
    try FileManager.default.removeItem(atPath: target)
  }
}
