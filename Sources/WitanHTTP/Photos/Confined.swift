package import Foundation
import Synchronization
import WitanChild

/// Runs a program that may misbehave: empty environment, its own working folder, and limits.
package enum Confined {
  /// How it ended, and what it printed.
  package struct Result {
    /// The exit status; `killed` when a limit ended it.
    package let status: Int32
    package let output: [UInt8]
  }

  /// The status of a program that was killed by the clock (128 + SIGKILL).
  static let killed: Int32 = 137

  /// Address space 2 GiB, 15 seconds of processor time, files of 64 MiB, 64 open files.
  private static let limits =
    "ulimit -v 2097152 && ulimit -t 15 && ulimit -f 131072 && ulimit -n 64"
  private static let wallSeconds = 20

  /// Runs a program given by its full path, with its arguments, in a folder, to its end.
  ///
  /// Only its first bytes of output count. The clock is that of coreutils' `timeout`, which ends
  /// the program's whole process group.
  package static func run(_ command: [String], in folder: URL) async throws -> Result {
    let words =
      [
        "/usr/bin/timeout", "-s", "KILL", String(wallSeconds), "/bin/sh", "-c",
        "\(limits) && exec \"$@\"", "sh",
      ] + command
    let result = try await ChildProcess.run(
      words,
      environment: [
        "VIPS_BLOCK_UNTRUSTED": "1", "VIPS_CONCURRENCY": "1", "VIPS_WARNING": "0",
        "TMPDIR": folder.path, "HOME": folder.path, "LC_ALL": "C",
      ], in: folder.path)
    return Result(status: result.status, output: result.output)
  }
}

/// Lets a few in at once; the others wait in the order in which they came.
final class Gate: Sendable {
  /// Guards how many are in and who waits.
  private let state: Mutex<State>

  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  /// A gate for this many at once.
  init(limit: Int) { state = Mutex(State(free: limit)) }

  /// Does the work once there is room.
  func pass<Value>(_ work: () async throws -> Value) async throws -> Value {
    await enter()
    defer { leave() }
    try Task.checkCancellation()
    return try await work()
  }

  private func enter() async {
    await withCheckedContinuation { continuation in
      let mayEnter = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if mayEnter { continuation.resume() }
    }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}
