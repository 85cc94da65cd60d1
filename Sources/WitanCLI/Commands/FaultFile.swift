import Foundation
import Synchronization
import Witan

/// Broken places as lines of JSON in a file, one by one as they are told, so that no number of them
/// fills the memory.
final class FaultFile: Sendable {
  private let path: String
  /// Guards the open file and how many lines it has.
  private let state = Mutex(State())

  private struct State {
    var file: FileHandle?
    var count = 0
  }

  /// Makes the file with the first place.
  init(path: String) { self.path = path }

  /// Writes a place.
  @Sendable func take(_ fault: AuditFault) throws {
    let line = try Canonical.bytes(fault) + [UInt8(ascii: "\n")]
    try state.withLock { state in
      if state.file == nil {
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
          throw Failure(.badInput, "The file \(path) cannot be written.", code: "file")
        }
        state.file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      }
      try state.file?.write(contentsOf: Data(line))
      state.count += 1
    }
  }

  /// Ends the file; where nothing was told, as the audit ran elsewhere, with these.
  ///
  /// - Returns: how many places it has.
  func finish(with listed: [AuditFault]) throws -> Int {
    if state.withLock({ $0.count == 0 }) { for fault in listed { try take(fault) } }
    return try state.withLock { state in
      try state.file?.close()
      state.file = nil
      return state.count
    }
  }
}
