public import Ledger

extension Desk {
  /// All keys that have signed the ledger, the first first; for anybody.
  public func keys() async throws -> [KeyTerm] {
    try await archive.read { try $0.community().keys }
  }

  /// Records that a new key signs from now on.
  ///
  /// The archive must seal this commit with both keys, and later ones with the new one alone: so
  /// who knows only the old key can follow.
  public func rotateKey(
    _ caller: Caller, from old: NoteSigner, to new: NoteSigner
  ) async throws -> [KeyTerm] {
    try caller.needs(.steward)
    try await finishBrokenErasure()
    return try await record { journal, _ in
      let rotated = try journal.pen.community().rotation(
        from: old, to: new, at: journal.pen.ledgerSize())
      try journal.record(.keyRotated(rotated), by: caller.member.id)
      return try journal.pen.community().keys
    }
  }
}
