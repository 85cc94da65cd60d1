extension Event {
  /// The photos that it brings.
  var photos: [Commitment] {
    switch self {
    case .questionAsked(let fact): fact.photos
    case .photosAdded(let fact): fact.photos
    default: []
    }
  }

  /// The originals that it brings: one of each photo, in their order, or none.
  var originals: [Commitment] {
    switch self {
    case .questionAsked(let fact): fact.originals ?? []
    case .photosAdded(let fact): fact.originals ?? []
    default: []
    }
  }

  /// Each photo with its original; nothing where none are kept.
  var pairs: [(photo: Commitment, original: Commitment)] {
    zip(photos, originals).map { ($0, $1) }
  }

  /// Whether it has an original of each photo, or says nothing of any.
  var isPaired: Bool {
    switch self {
    case .questionAsked(let fact): fact.originals.map { Self.arePaired(fact.photos, $0) } ?? true
    case .photosAdded(let fact): fact.originals.map { Self.arePaired(fact.photos, $0) } ?? true
    default: true
    }
  }

  private static func arePaired(_ photos: [Commitment], _ originals: [Commitment]) -> Bool {
    !originals.isEmpty && originals.count == photos.count
  }

  /// The names of the attachments behind those of its commitments that are meant.
  func attachments(_ meant: [Commitment], on shelf: any Shelf) throws -> [String] {
    let meant = Set(meant)
    let shown = try photos.filter(meant.contains).compactMap { try shelf.revealed($0) }
    let kept = try originals.filter(meant.contains).compactMap { try shelf.revealed($0) }
    return shown.map { "photos/\($0)" } + kept.map { KeptOriginal.folder + $0 }
  }
}
