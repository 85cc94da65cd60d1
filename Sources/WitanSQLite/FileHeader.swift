import Foundation
import Witan

/// The first bytes of an archive's file, read before SQLite touches it.
///
/// Format: https://www.sqlite.org/fileformat2.html#the_database_header. Both numbers are written
/// once, when the file is made, so they are right however much waits in the log.
enum FileHeader {
  /// `WITN`.
  static let applicationID = 0x5749_544E
  /// The version of the tables.
  static let version = 1

  /// Refuses what is not there, is no archive of ours, or was made by a newer program.
  static func check(_ path: String) throws(Refusal) {
    let header = try read(path)
    guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)),
      number(header, at: 68) == applicationID
    else { throw .conflict(reason: "\(path) is no archive of Witan.") }
    let found = number(header, at: 60)
    guard found <= version else {
      throw .unavailable(
        reason: "\(path) has format \(found), made by a newer Witan; this one knows format"
          + " \(version).")
    }
    guard found == version else {
      throw .conflict(reason: "\(path) has no format number; it is damaged.")
    }
  }

  private static func read(_ path: String) throws(Refusal) -> [UInt8] {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? .notFound(kind: "archive", name: path) : DurableFile.refusal("open", path)
    }
    defer { Foundation.close(descriptor) }
    var header = [UInt8](repeating: 0, count: 100)
    let count = pread(descriptor, &header, header.count, 0)
    guard count >= 0 else { throw DurableFile.refusal("read", path) }
    return Array(header.prefix(count))
  }

  /// A big-endian number of four bytes.
  private static func number(_ header: [UInt8], at start: Int) -> Int {
    header[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
