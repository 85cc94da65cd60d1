/// How many bytes a transaction holds in memory while it waits for the writer, beside its words:
/// photos. A keeper bounds what waits by it.
package enum HeldBytes {
  /// Those of the transaction that the current task is about to write.
  @TaskLocal package static var now = 0
}

extension Desk {
  /// Writes while these photos are held.
  func holding<Result: Sendable>(
    _ photos: [CleanPhoto], _ body: () async throws -> Result
  ) async throws -> Result {
    let count = photos.reduce(0) { $0 + $1.bytes.count }
    return try await HeldBytes.$now.withValue(count) { try await body() }
  }
}
