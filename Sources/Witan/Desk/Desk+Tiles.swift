public import Ledger

extension Desk {
  /// A tile of the ledger's tree (C2SP tlog-tiles); for anybody. Refuses what is not there yet.
  public func tile(_ tile: Tile) async throws -> [UInt8] {
    try await archive.read { shelf in
      guard tile.isWithin(size: try shelf.ledgerSize()) else {
        throw Refusal.notFound(kind: "tile", name: tile.path)
      }
      return try tile.bytes(nodes: shelf)
    }
  }

  /// Entries as C2SP tlog-tiles bundles them.
  ///
  /// Not for everybody, unlike the hashes: entries hold answers before they are opened. A caller
  /// who may yet be asked about an open question gets none of the entries since the first such.
  public func entryBundle(_ caller: Caller, _ span: TileSpan) async throws -> [UInt8] {
    try caller.needs(.auditor, .steward)
    return try await archive.read { shelf in
      guard span.places.upperBound <= (try shelf.ledgerSize()) else {
        throw Refusal.notFound(kind: "tile", name: "entries/\(span.path)")
      }
      let entries = try shelf.entries(span.places)
      var seals = try Seals(for: caller, on: shelf)
      for bytes in entries where try seals.cover(bytes) { throw Refusal.sealed }
      return try EntryBundle.bytes(entries)
    }
  }
}
