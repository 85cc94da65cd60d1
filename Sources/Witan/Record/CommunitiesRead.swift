import Synchronization

/// The communities read last, by their bytes.
///
/// Every decision reads the community for its rule, which is long and seldom changes: parsed each
/// time, it took a fifth of an audit.
enum CommunitiesRead {
  private typealias Read = (bytes: [UInt8], value: Community)
  private static let latest = Mutex<[Read]>([])
  /// A process seldom has more than one file open.
  private static let limit = 4

  /// The community that canonical bytes say; throws as `Canonical.value`.
  static func value(_ bytes: [UInt8]) throws -> Community {
    if let known = latest.withLock({ $0.first { $0.bytes == bytes }?.value }) { return known }
    let value = try Canonical.value(Community.self, bytes)
    latest.withLock { $0 = [(bytes, value)] + $0.prefix(limit - 1) }
    return value
  }
}
