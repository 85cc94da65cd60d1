import Synchronization
package import Witan

/// The error that `FailingArchive` puts in the way.
package enum InjectedFault: Error, Equatable, Sendable {
  /// The write was undone.
  case forgot
  /// The write stands, although its caller is told otherwise.
  case kept
}

/// An archive whose writes sometimes fail: some leave nothing, some stand all the same.
///
/// A caller sees the same in both cases, as it would when the machine or the network dies around a
/// commit; a program that is right with the first kind alone proves nothing.
package final class FailingArchive: Archive {
  /// How many writes failed, by what became of them.
  package struct Count: Equatable, Sendable {
    package var forgotten: Int
    package var kept: Int

    /// Takes the counts as they are.
    package init(forgotten: Int = 0, kept: Int = 0) {
      (self.forgotten, self.kept) = (forgotten, kept)
    }
  }

  private enum Fate { case passes, forgets, keeps }

  /// Guards the stream of chance, the odds and the counts.
  private let state: Mutex<State>
  private let archive: any Archive

  private struct State {
    var chance: Chance
    var partsPerMillion: Int
    var count = Count()
  }

  /// Wraps an archive; of its writes so many parts per million fail, half of them of each kind.
  package init(_ archive: any Archive, seed: UInt64, failingPartsPerMillion: Int) {
    self.archive = archive
    state = Mutex(State(chance: Chance(seed: seed), partsPerMillion: failingPartsPerMillion))
  }

  /// What has failed so far.
  package var count: Count { state.withLock { $0.count } }

  /// Changes the odds; 0 ends the failing.
  package func fail(partsPerMillion: Int) {
    state.withLock { $0.partsPerMillion = partsPerMillion }
  }

  /// Reads never fail.
  package func read<Result: Sendable>(
    _ body: @escaping @Sendable (any Shelf) throws -> Result
  ) async throws -> Result {
    try await archive.read(body)
  }

  /// As the archive within, or throws `InjectedFault`; a body's own error goes before that.
  package func write<Result: Sendable>(
    _ body: @escaping @Sendable (any Pen) throws -> Result
  ) async throws -> Result {
    switch drawFate() {
    case .passes:
      return try await archive.write(body)
    case .forgets:
      return try await archive.write { pen in
        _ = try body(pen)
        self.state.withLock { $0.count.forgotten += 1 }
        throw InjectedFault.forgot
      }
    case .keeps:
      _ = try await archive.write(body)
      state.withLock { $0.count.kept += 1 }
      throw InjectedFault.kept
    }
  }

  /// Those of the archive within, also of writes that only seemed to fail.
  package func commits() -> AsyncStream<Int> { archive.commits() }

  /// As the archive within.
  package func backup(named name: String) async throws -> String {
    try await archive.backup(named: name)
  }

  /// As the archive within.
  package func overwriteErased(
    at now: Instant, first: @Sendable () async throws -> Void
  ) async throws -> Bool {
    try await archive.overwriteErased(at: now, first: first)
  }

  /// As the archive within.
  package func replaceBackups(by name: String?) async throws -> OldCopies {
    try await archive.replaceBackups(by: name)
  }

  private func drawFate() -> Fate {
    state.withLock { state in
      guard state.chance.below(1_000_000) < state.partsPerMillion else { return .passes }
      return state.chance.below(2) == 0 ? .forgets : .keeps
    }
  }
}
