import Ledger
import Witan

extension ArchiveExercise {
  /// A new archive holds nothing and says so without an error.
  static func exerciseEmpty(_ archive: any Archive) async throws -> [String] {
    try await archive.read { shelf in
      var claims = Claims()
      claims.claim("a new ledger is empty", try shelf.ledgerSize(), is: 0)
      claims.claim("it has no entries", try shelf.entries(0..<10), is: [])
      claims.claim(
        "its root is that of nothing", try rootOf(shelf), is: MerkleTree.emptyRoot)
      let first = NodePlace(level: 0, index: 0)
      claims.claim("no node is there", throwsError { try shelf.node(first) })
      for kind in RecordKind.allCases {
        claims.claim("no \(kind) is there", try shelf.record(kind, "a") == nil)
        claims.claim("no \(kind) is listed", try shelf.records(kind, RecordFilter()), is: [])
      }
      claims.claim("no payload is there", try shelf.payload("a") == nil)
      claims.claim("no digest is listed", try shelf.payloadDigests(), is: [])
      claims.claim("no attachment is there", try shelf.attachment("a") == nil)
      claims.claim("no attachment is listed", try shelf.attachmentNames(), is: [])
      claims.claim("there is no checkpoint", try shelf.checkpoint() == nil)
      return claims.failures
    }
  }

  /// Entries come back byte for byte, and the tree is that of `MemoryTree` at every size.
  static func exerciseLedger(_ archive: any Archive) async throws -> [String] {
    var claims = Claims()
    let entries = sampleEntries()
    var tree = MemoryTree()
    var start = 0
    while start < entries.count {
      // Writes of 1, 2, 3, ... entries, so that commits end at odd and even sizes.
      let end = min(entries.count, start + 1 + start % 7)
      let batch = Array(entries[start..<end])
      let sizes = try await archive.write { pen in
        try batch.map { entry in
          try pen.append(entry)
          return try pen.ledgerSize()
        }
      }
      claims.claim("a body sees what it appended", sizes, is: Array(start + 1...end))
      for entry in batch { tree.append(entry: entry) }
      let root = try await archive.read(rootOf)
      claims.claim("the root of \(end) entries is right", root, is: tree.root())
      start = end
    }
    let whole = tree
    return try await archive.read { [claims] shelf in
      var claims = claims
      claims.claim("all entries come back", try shelf.entries(0..<entries.count) == entries)
      claims.claim("a part comes back", try shelf.entries(3..<9), is: Array(entries[3..<9]))
      claims.claim(
        "what is beyond the end is left out",
        try shelf.entries(entries.count - 1..<entries.count + 5) == [entries[entries.count - 1]])
      claims.claim("an empty range gives nothing", try shelf.entries(4..<4), is: [])
      claims.claim("beyond the end is nothing", try shelf.entries(900..<990), is: [])
      for level in 0..<8 {
        for index in 0..<(entries.count >> level) {
          let place = NodePlace(level: level, index: index)
          claims.claim("\(place) is right", try shelf.node(place), is: try whole.node(place))
        }
        let next = NodePlace(level: level, index: entries.count >> level)
        claims.claim("\(next) is not there yet", throwsError { try shelf.node(next) })
      }
      return claims.failures
    }
  }

  /// A checkpoint is sealed with each commit that appends, and with no other.
  static func exerciseCheckpoints(_ archive: any Archive) async throws -> [String] {
    var claims = Claims()
    var tree = MemoryTree()
    var note: String?
    for number in 0..<5 {
      let entry = Array("entry-\(number)".utf8)
      let during = try await archive.write { pen in
        try pen.append(entry)
        return try pen.checkpoint()
      }
      claims.claim("within a write the checkpoint is the last one", during, is: note)
      tree.append(entry: entry)
      note = try seal(number + 1, tree.root())
      claims.claim(
        "the commit is sealed", try await archive.read { try $0.checkpoint() }, is: note)
      try await archive.write { try $0.put(.load, "m-1", Array("{}".utf8)) }
      claims.claim(
        "a commit without entries leaves it", try await archive.read { try $0.checkpoint() },
        is: note)
      _ = await outcome {
        try await archive.write { pen in
          try pen.append(entry)
          throw GaveUp(number: number)
        }
      }
      claims.claim(
        "a failed write leaves it", try await archive.read { try $0.checkpoint() }, is: note)
    }
    return claims.failures
  }

  /// Entries of many lengths, from none to the most.
  private static func sampleEntries() -> [[UInt8]] {
    var chance = Chance(seed: 1)
    return [0, 1, 65_535].map { length in (0..<length).map { _ in UInt8(chance.below(256)) } }
      + (3..<130).map { number in Array("entry-\(number) ".utf8) + [0, UInt8(number)] }
  }
}

/// The root of all that a shelf holds.
@Sendable func rootOf(_ shelf: any Shelf) throws -> TreeHash {
  try MerkleTree.root(size: shelf.ledgerSize(), nodes: shelf)
}

/// Whether a deed throws.
func throwsError(_ deed: () throws -> some Any) -> Bool {
  do {
    _ = try deed()
    return false
  } catch {
    return true
  }
}

/// What a deed gives, or the error it throws.
func outcome<Value: Sendable>(
  _ deed: @Sendable () async throws -> Value
) async -> Result<Value, any Error> {
  do { return .success(try await deed()) } catch { return .failure(error) }
}
