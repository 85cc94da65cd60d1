import Foundation
import Witan

/// Files that appear whole and under their name, or not at all.
enum DurableFile {
  /// Makes an empty file that only its owner may read, under a new name beside `path`.
  static func draft(beside path: String) throws(Refusal) -> String {
    var name = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw refusal("create a file beside", path) }
    Foundation.close(descriptor)
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether a name is that of an archive's draft, or of its journal.
  static func isDraft(_ name: String) -> Bool {
    let stem = name.hasSuffix("-journal") ? name.dropLast(8) : name[...]
    guard let dot = stem.lastIndex(of: "."), stem[..<dot].hasSuffix(".sqlite") else { return false }
    let drawn = stem[dot...].dropFirst()
    return drawn.utf8.count == 6 && drawn.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// Gives a finished draft its name, durably; refuses (`exists`) a name that is taken.
  static func place(_ draft: String, at path: String, kind: String) throws(Refusal) {
    try sync(draft)
    // link(2), unlike rename(2), never takes the place of a file that is there.
    guard link(draft, path) == 0 else {
      throw errno == EEXIST ? .exists(kind: kind, name: path) : refusal("create", path)
    }
    unlink(draft)
    try sync(folder(of: path))
  }

  /// Makes a folder that only its owner may read, unless it is there.
  static func makeFolder(_ path: String) throws(Refusal) {
    guard mkdir(path, 0o700) != 0 else { return try sync(folder(of: path)) }
    if errno != EEXIST { throw refusal("create", path) }
  }

  /// The folder of a file.
  static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  /// Brings a file's, or a folder's, content to the disk.
  static func sync(_ path: String) throws(Refusal) {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal("open", path) }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw refusal("sync", path) }
  }

  /// Removes a file for good.
  static func remove(_ path: String) throws(Refusal) {
    guard unlink(path) == 0 else { throw refusal("remove", path) }
    try sync(folder(of: path))
  }

  /// What the system said just now.
  static func refusal(_ deed: String, _ path: String) -> Refusal {
    .unavailable(reason: "Cannot \(deed) \(path): \(String(cString: strerror(errno))).")
  }
}
