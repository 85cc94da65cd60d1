package import Ledger
package import Witan

/// An archive in memory: each write works on a copy, which takes the old one's place when the body
/// succeeds.
///
/// The actor guards the record and those who listen.
package actor MemoryArchive: Archive {
  /// Signs a checkpoint: size and root in, note out.
  package typealias Sealer = @Sendable (_ size: Int, _ root: TreeHash) throws -> String

  private var pen = MemoryPen()
  private var note: String?
  private let sealer: Sealer?
  private let news = CommitBell()

  /// An empty archive; without a sealer it has no checkpoints.
  package init(sealer: Sealer? = nil) { self.sealer = sealer }

  /// One state, as the actor lets nobody write meanwhile.
  package func read<Result: Sendable>(
    _ body: @escaping @Sendable (any Shelf) throws -> Result
  ) async throws -> Result {
    try body(NotedPen(pen, note: note))
  }

  /// Works on a copy; a body or sealer that throws leaves the record as it was.
  package func write<Result: Sendable>(
    _ body: @escaping @Sendable (any Pen) throws -> Result
  ) async throws -> Result {
    let draft = pen.copy()
    let before = try draft.ledgerSize()
    let result = try body(NotedPen(draft, note: note))
    let size = try draft.ledgerSize()
    if let sealer, size != before {
      note = try sealer(size, try MerkleTree.root(size: size, nodes: draft))
    }
    pen = draft
    news.ring(size)
    return result
  }

  package nonisolated func commits() -> AsyncStream<Int> { news.stream() }

  /// Refused: there is no file to copy to.
  package func backup(named name: String) async throws -> String {
    throw Refusal.unavailable(reason: "An archive in memory has no backups.")
  }
}
