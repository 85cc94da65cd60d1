package import Foundation
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
