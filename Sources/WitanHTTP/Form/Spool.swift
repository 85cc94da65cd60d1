import Foundation
import Synchronization
import Witan

/// Where the files of one form lie while they come and wait: a file that has no name.
///
/// Its name is taken away before anything is written, so nothing of a photo as it came (with its
/// place and its owner's telephone in it) is left behind, however the program ends.
final class Spool: Sendable {
  private let file: CInt
  /// Guards how many bytes there are. One reader of a form writes; others read what was written.
  private let length = Mutex(0)

  /// Files of fewer bytes stay in memory.
  static let leastBytes = 64 << 10

  /// An empty one in the system's temporary folder; refuses (`unavailable`) where none can be made.
  init() throws(Refusal) {
    let folder = FileManager.default.temporaryDirectory
    var name = Array(folder.appending(path: "witan-form-XXXXXX").path.utf8CString)
    file = mkstemp(&name)
    // Programs that are started do not get it.
    guard file >= 0, fcntl(file, F_SETFD, FD_CLOEXEC) == 0, unlink(name) == 0 else {
      throw Self.refusal
    }
  }

  deinit { close(file) }

  /// How many bytes were written.
  var count: Int { length.withLock { $0 } }

  /// Writes more behind what there is; refuses (`unavailable`) where the disk takes no more.
  func append(_ bytes: [UInt8]) throws(Refusal) {
    let start = count
    var done = 0
    while done < bytes.count {
      let written = bytes[done...].withUnsafeBytes {
        pwrite(file, $0.baseAddress, $0.count, start + done)
      }
      guard written > 0 else { throw Self.refusal }
      done += written
    }
    length.withLock { $0 = start + done }
  }

  /// What was written from a place on, as it can be read later.
  func upload(from start: Int) -> Upload {
    Upload(count: count - start) { range in
      try self.bytes(start + range.lowerBound..<start + range.upperBound)
    }
  }

  private func bytes(_ range: Range<Int>) throws(Refusal) -> [UInt8] {
    var done = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      while done < range.count {
        let count = pread(
          file, buffer.baseAddress.map { $0 + done }, range.count - done, range.lowerBound + done)
        guard count > 0 else { break }
        done += count
      }
      filled = done
    }
    guard done == range.count else { throw Self.refusal }
    return bytes
  }

  private static let refusal = Refusal.unavailable(
    reason: "There is no room for what was sent; try again later.")
}
