public import Ledger

/// Event: another key signs the ledger from here on.
public struct KeyRotated: Codable, Equatable, Sendable {
  /// The key that signed until now (C2SP signed-note verifier key).
  public let from: String
  /// The key that signs every checkpoint that holds this event.
  public let to: String
  /// Two signature lines (C2SP signed-note) under `statement`, first the old key's.
  public let signatures: [String]

  /// What both keys sign: the ledger, the place of the event in it, and the keys.
  ///
  /// Five lines, so that it can never pass for a checkpoint; the place, so that it holds nowhere
  /// else.
  static func statement(origin: String, index: Int, from old: String, to new: String) -> String {
    "witan key rotation v1\n\(origin)\n\(index)\n\(old)\n\(new)\n"
  }

  /// The statement with its signatures, not verified; throws `NoteFault` for what is no note.
  func note(origin: String, index: Int) throws -> SignedNote {
    let text = Self.statement(origin: origin, index: index, from: from, to: to)
    return try SignedNote(
      parsing: text + "\n" + signatures.map { $0 + "\n" }.joined())
  }
}

/// A key of the ledger, and which checkpoints it signs.
public struct KeyTerm: Codable, Equatable, Sendable {
  /// The verifier key (C2SP signed-note).
  public let key: String
  /// The smallest size of a checkpoint that it signs; it signs all up to the next key's.
  public let fromSize: Int
  public let since: Instant
  /// The signed note by which the key before handed over; nil for the first key.
  public let handOver: String?
}

extension Community {
  /// All keys of the ledger, the first first; the last signs now.
  public var keys: [KeyTerm] {
    keyTerms ?? [KeyTerm(key: verifierKey, fromSize: 0, since: foundedAt, handOver: nil)]
  }

  /// The key whose signature a checkpoint of this size needs.
  public func key(forSize size: Int) -> KeyTerm {
    keys.last { $0.fromSize <= size } ?? keys[0]
  }

  /// The checkpoint in a note, once the key that signs checkpoints of its size is found under it.
  ///
  /// An earlier key beside it says nothing more, and one alone is refused: whoever stole it can
  /// sign, but not for what came after it was replaced. Unknown keys are ignored.
  public func checkpoint(_ note: SignedNote) throws -> (checkpoint: Checkpoint, term: KeyTerm) {
    let checkpoint = try Checkpoint(parsing: note.text)
    guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
      throw Refusal.conflict(reason: "It is of another ledger, \(checkpoint.origin).")
    }
    let term = key(forSize: checkpoint.size)
    let verified = try note.verify(by: keys.map { try NoteVerifier($0.key) })
    guard verified.contains(try NoteVerifier(term.key)) else {
      throw Refusal.conflict(
        reason: "Checkpoints of \(checkpoint.size) entries are signed by \(term.key), and this"
          + " one only by \(verified.map(\.key).joined(separator: ", ")).")
    }
    return (checkpoint, term)
  }

  /// The event by which a new key takes over at this place of the ledger, signed by both.
  ///
  /// Refuses (`conflict`) an old key that does not sign now, and a new one that ever did: whoever
  /// has stolen that could sign again.
  func rotation(
    from old: NoteSigner, to new: NoteSigner, at index: Int
  ) throws -> KeyRotated {
    guard old.verifier.key == verifierKey else {
      throw Refusal.conflict(reason: "The key \(old.verifier.key) does not sign this ledger.")
    }
    guard new.name == origin, !keys.map(\.key).contains(new.verifier.key) else {
      throw Refusal.conflict(reason: "A new key of the name \(origin) is needed.")
    }
    let text = KeyRotated.statement(
      origin: origin, index: index, from: verifierKey, to: new.verifier.key)
    return KeyRotated(
      from: verifierKey, to: new.verifier.key,
      signatures: try [old, new].map { try $0.signature(for: text).line })
  }

  /// Whether an event at this place is such a rotation.
  func allows(_ fact: KeyRotated, at index: Int) throws -> Bool {
    let (old, new) = (try NoteVerifier(fact.from), try NoteVerifier(fact.to))
    guard fact.from == verifierKey, new.name == origin, !keys.map(\.key).contains(fact.to),
      new.kind == .log, fact.signatures.count == 2
    else { return false }
    return try fact.note(origin: origin, index: index).verify(by: [old, new]).count == 2
  }

  /// The community once the event at this place was recorded.
  func rotated(_ fact: KeyRotated, at index: Int, _ instant: Instant) throws -> Community {
    var community = self
    let handOver = try fact.note(origin: origin, index: index).description
    community.keyTerms =
      keys + [KeyTerm(key: fact.to, fromSize: index + 1, since: instant, handOver: handOver)]
    community.verifierKey = fact.to
    return community
  }
}
