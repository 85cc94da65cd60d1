import Dispatch

/// Where work that blocks and belongs to no connection runs, off the pool of tasks.
enum Blocking {
  /// Concurrent, as such work is rare and slow.
  private static let queue = DispatchQueue(label: "archive.blocking", attributes: .concurrent)

  /// Runs the work there and waits for its end.
  static func run(_ work: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, _>) in
      queue.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }
}
