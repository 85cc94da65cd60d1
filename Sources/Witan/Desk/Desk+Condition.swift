import Synchronization

extension Desk {
  /// The condition of the change that this task makes; nil for none.
  @TaskLocal static var condition: Condition?

  /// Makes a change only to the state that was looked at.
  ///
  /// - Parameters:
  ///   - look: reads what the change depends on, and throws to refuse it.
  ///   - change: a verb of this desk; done anew after another look where somebody else's entry
  ///     came between. After `freeTries` in vain nobody else writes until it is done.
  package func whenUnchanged<Result: Sendable>(
    _ look: () async throws -> Void, change: () async throws -> Result
  ) async throws -> Result {
    if let done = try await tried(Self.freeTries, look, change) { return done }
    await turn.take()
    do {
      let done = try await tried(Self.conditionTries, look, change)
      await turn.end()
      if let done { return done }
    } catch {
      await turn.end()
      throw error
    }
    throw Refusal.unavailable(reason: "Too much happens at once; try again.")
  }

  /// What the change gives; nil where somebody else's entry came between each time.
  private func tried<Result: Sendable>(
    _ count: Int, _ look: () async throws -> Void, _ change: () async throws -> Result
  ) async throws -> Result? {
    for _ in 0..<count {
      let size = try await archive.read { try $0.ledgerSize() }
      try await look()
      do {
        return try await Self.$condition.withValue(Condition(size: size)) { try await change() }
      } catch is Condition.Moved {
        continue
      }
    }
    return nil
  }

  /// How often a look is repeated while others write as they like.
  static let freeTries = 3
  /// How often with the turn: what was on its way into the archive before comes between at first.
  static let conditionTries = 32

  /// That the ledger has not grown since a look. State is what the events say, so that nothing that
  /// was seen has changed then.
  final class Condition: Sendable {
    /// Somebody else's entry came first; nothing was changed.
    struct Moved: Error {}

    private let size: Int
    /// Guards whether the change began: its own later transactions need no condition.
    private let hasBegun = Mutex(false)

    /// Holds while the ledger has this size.
    init(size: Int) { self.size = size }

    /// Throws where the ledger has grown; called first in the transaction that changes it.
    func check(_ shelf: any Shelf) throws {
      let hadBegun = hasBegun.withLock { $0 }
      guard try hadBegun || shelf.ledgerSize() == size else { throw Moved() }
      hasBegun.withLock { $0 = true }
    }
  }
}
