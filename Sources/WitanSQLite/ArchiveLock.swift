import Foundation
import Synchronization
import Witan

/// The lock that keeps a second writer out: flock(2) on a file beside the archive.
///
/// The kernel lets go of it when the process ends, however it ends. The file itself stays, as
/// removing it would let two processes lock two files of the same name.
final class ArchiveLock: Sendable {
  /// Guards the open file; nil once released.
  private let descriptor: Mutex<CInt?>

  /// Locks `path.lock`; refuses (`folderInUse`) while another process or archive holds it.
  init(beside path: String) throws(Refusal) {
    let file = path + ".lock"
    let descriptor = Foundation.open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw DurableFile.refusal("open", file) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let refusal = DurableFile.refusal("lock", file)
      Foundation.close(descriptor)
      throw isHeld ? .folderInUse(path: path) : refusal
    }
    self.descriptor = Mutex(descriptor)
  }

  deinit { release() }

  /// Lets go; doing it again is nothing.
  ///
  /// Unlocks before it closes: a child that was forked a moment ago, and has not yet become its own
  /// program, holds the same open file, and closing alone would leave the lock to it.
  func release() {
    descriptor.withLock { descriptor in
      if let open = descriptor {
        flock(open, LOCK_UN)
        Foundation.close(open)
      }
      descriptor = nil
    }
  }
}
