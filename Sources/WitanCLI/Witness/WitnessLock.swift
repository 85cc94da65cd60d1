import Foundation
import Witan

/// Keeps a witness's memory to one process at a time: flock(2) on a file in its folder.
enum WitnessLock {
  /// Tries, 10 milliseconds apart: a checkpoint takes a few.
  private static let tries = 1_000

  /// Does the work while nobody else does; refuses where it cannot be had within ten seconds.
  static func hold<Result>(_ folder: String, _ work: () throws -> Result) async throws -> Result {
    let path = "\(folder)/witness.lock"
    guard FileManager.default.fileExists(atPath: folder) else {
      throw Refusal.unavailable(
        reason: "\(folder) is no witness's folder; make one with \"witan witness init\".")
    }
    let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw KeptFile.refusal(path) }
    defer { Foundation.close(descriptor) }
    for _ in 0..<tries {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        defer { flock(descriptor, LOCK_UN) }
        return try work()
      }
      try await World.real.pause(10)
    }
    throw Refusal.folderInUse(path: folder)
  }
}
