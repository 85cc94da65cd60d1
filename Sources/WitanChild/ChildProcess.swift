import Foundation
import Synchronization

/// Runs programs by posix_spawn(3).
///
/// Foundation's `Process` waits by select(2), which knows no descriptor beyond 1,023, and at times
/// never told that a child had ended where many were started at once: a server with thousands of
/// connections cannot use it.
package enum ChildProcess {
  /// How it ended, and what it printed.
  package struct Result: Sendable {
    /// The exit status, or 128 and the number of the signal that ended it.
    package let status: Int32
    package let output: [UInt8]
  }

  /// How many bytes of output are kept; what comes after is read and dropped.
  private static let outputLimit = 64 << 10

  /// Held while one is started, so that no other child gets its pipe.
  private static let starting = Mutex(0)

  /// Runs a program given by its full path, with its arguments and nothing else of this process:
  /// only this environment, nothing to read, no errors shown. A thread of its own waits for it.
  ///
  /// - Throws: `POSIXError` where it cannot be started.
  package static func run(
    _ command: [String], environment: [String: String], in folder: String
  ) async throws -> Result {
    let (pid, output) = try starting.withLock { _ in
      try start(command, environment: environment, in: folder)
    }
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let bytes = read(output)
        close(output)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
        let signal = status & 0x7F
        continuation.resume(
          returning: Result(
            status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: bytes))
      }
    }
  }

  private static func read(_ file: CInt) -> [UInt8] {
    var kept: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4 << 10)
    while true {
      let count = Foundation.read(file, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return kept }
      kept += buffer.prefix(min(count, outputLimit - kept.count))
    }
  }

  private static func start(
    _ command: [String], environment: [String: String], in folder: String
  ) throws -> (pid: pid_t, output: CInt) {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EMFILE) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // A thread may block signals, which a child would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // Swift does not see glibc's own action that changes the folder; env(1) does it.
    let env = "/usr/bin/env"
    let arguments = ([env, "-C", folder] + command).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var pid: pid_t = 0
    let fault = posix_spawn(&pid, env, &actions, &attributes, arguments, variables)
    guard fault == 0 else {
      close(ends[0])
      throw POSIXError(POSIXErrorCode(rawValue: fault) ?? .EINVAL)
    }
    return (pid, ends[0])
  }
}
