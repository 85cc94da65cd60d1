import Foundation

/// How many files and connections the program may have open at once.
enum OpenFiles {
  /// What a server may need: each connection is one, and each form with photos that comes.
  private static let wanted: rlim_t = 16_384

  /// Raises the limit of this process as far as the system lets it; many systems begin at 1,024,
  /// which fewer connections than the server takes use up.
  static func raise() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    guard limit.rlim_cur < wanted else { return }
    limit.rlim_cur = min(wanted, limit.rlim_max)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
