import Foundation

/// A program run to its end by posix_spawn(3).
///
/// Foundation's `Process.run()` sometimes ended the whole test run where many were started at once
/// (a bad pointer within it); here nothing is shared between two children.
enum Child {
  /// Runs a program in a folder, with nothing to read and these files to write to; gives its exit
  /// status, or 128 and the signal that ended it. Waits on a thread of its own.
  static func run(
    _ program: String, _ words: [String], environment: [String: String], in folder: String,
    output: String, errors: String
  ) async throws -> Int32 {
    let pid = try spawn(
      program, words, environment: environment, in: folder, output: output, errors: errors)
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
        let signal = status & 0x7F
        continuation.resume(returning: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
      }
    }
  }

  private static func spawn(
    _ program: String, _ words: [String], environment: [String: String], in folder: String,
    output: String, errors: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let written = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, written, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, written, 0o600)
    // Threads of a test run may block signals, which a child would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // Swift does not see glibc's own action that changes the folder; env(1) does it.
    let env = "/usr/bin/env"
    let arguments = ([env, "-C", folder, program] + words).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var pid: pid_t = 0
    let fault = posix_spawn(&pid, env, &actions, &attributes, arguments, variables)
    guard fault == 0 else { throw POSIXError(POSIXErrorCode(rawValue: fault) ?? .EINVAL) }
    return pid
  }
}
