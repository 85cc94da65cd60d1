/// Addresses of tiles: one is read only as it is written.
enum TileTarget {
  static func attempt(_ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    if let span = TileSpan(path: text) {
      demand(NoteTarget.isSame(span.path, text), "a stretch is written otherwise")
      demand(span.places.count == span.width, "a stretch covers another number of places")
    }
    if let tile = Tile(path: text) {
      demand(NoteTarget.isSame(tile.path, text), "a tile is written otherwise")
      demand(!tile.isWithin(size: 0), "a tile of nothing")
      _ = tile.isWithin(size: .max)
    }
  }
}
