import Ledger

/// What others said of the ledger's states, as a dossier carries it: the last checkpoint that
/// witnesses have cosigned, and time stamps. Each is of a state that the dossier's own checkpoint
/// holds, with the consistency proof (RFC 9162 section 2.1.4) that it does.
struct Testimony: Sendable {
  /// The last cosigned checkpoint; nil for none.
  let cosigned: String?
  /// The time stamps, the earliest first.
  let stamps: [KeptStamp]

  /// The most stamps that are looked at, the latest: three years of one a day.
  private static let mostStamps = 1_100

  /// Reads what a book holds.
  init(from book: any TestimonyBook) throws {
    cosigned = try book.cosigned()
    stamps = try book.stampNames().suffix(Self.mostStamps).compactMap { try book.stamp($0) }
  }

  /// The files for a dossier, and a sentence on each for its page.
  typealias Carried = (files: [Dossier.File], words: [String])

  /// What covers an entry, or the most before it.
  func covering(
    _ entry: Int, in checkpoint: Checkpoint, on shelf: any Shelf
  ) throws -> Carried {
    let word = try witnessed(entry, in: checkpoint, on: shelf)
    let times = try stamped(entry, in: checkpoint, on: shelf)
    return (word.files + times.files, word.words + times.words)
  }

  private func witnessed(
    _ entry: Int, in checkpoint: Checkpoint, on shelf: any Shelf
  ) throws -> Carried {
    guard let (note, state) = try shelf.cosigned(cosigned), state.size <= checkpoint.size else {
      return ([], [])
    }
    let names = note.signatures.map(\.keyName).filter { $0 != checkpoint.origin }
    let words =
      "Of the first \(state.size) entries, \(Self.reach(state, entry)),"
      + " \(names.joined(separator: ", ")) said that the ledger had only grown."
    return (
      try Self.files("witnesses/cosigned", note.description, state, checkpoint, shelf), [words]
    )
  }

  /// Two stamps: the first of a state that holds the entry, as that says most of its age, and the
  /// last of all.
  private func stamped(
    _ entry: Int, in checkpoint: Checkpoint, on shelf: any Shelf
  ) throws -> Carried {
    var known: [(stamp: KeptStamp, state: Checkpoint, token: [UInt8])] = []
    for stamp in stamps {
      guard let note = try? SignedNote(parsing: stamp.checkpoint),
        let state = try? Checkpoint(parsing: note.text), let token = Base64.decode(stamp.token),
        state.origin.utf8.elementsEqual(checkpoint.origin.utf8),
        (1...checkpoint.size).contains(state.size),
        try MerkleTree.root(size: state.size, nodes: shelf) == state.root
      else { continue }
      known.append((stamp, state, token))
    }
    let first = known.firstIndex { entry < $0.state.size }
    var carried: Carried = ([], [])
    for place in Set([first, known.indices.last].compactMap { $0 }).sorted() {
      let (stamp, state, token) = known[place]
      let name = "stamps/\(stamp.name)"
      carried.files += try Self.files(name, stamp.checkpoint, state, checkpoint, shelf)
      carried.files.append(Dossier.File("\(name).tsr", token))
      carried.words.append(
        "The first \(state.size) entries, \(Self.reach(state, entry)), are time-stamped (RFC 3161):"
          + " \(name).tsr tells when and by whom.")
    }
    return carried
  }

  private static func reach(_ state: Checkpoint, _ entry: Int) -> String {
    entry < state.size ? "with all of this question" : "without the last of this question"
  }

  /// A note byte for byte, and the proof that the dossier's ledger holds its state.
  private static func files(
    _ name: String, _ note: String, _ state: Checkpoint, _ checkpoint: Checkpoint,
    _ shelf: any Shelf
  ) throws -> [Dossier.File] {
    [
      Dossier.File("\(name).checkpoint", text: note),
      Dossier.File(
        "\(name).consistency.json",
        try Canonical.bytes(ConsistencySheet(from: state, to: checkpoint, on: shelf))),
    ]
  }
}
