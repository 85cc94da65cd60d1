/// Signed notes, checkpoints, verifier keys, requests to witnesses, disclosures.
///
/// What is read is written back byte by byte; a note that a known key signed has a text that this
/// key did sign.
enum NoteTarget {
  static func attempt(_ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    if let note = try? SignedNote(parsing: text) {
      demand(isSame(note.description, text), "a note is written otherwise")
      demand(
        (try? note.verify(by: [Known.log])) == nil || isSame(note.text, Known.text), "a forgery")
      let isSeen = (try? note.verify(by: [Known.witness])) != nil
      demand(!isSeen || isSame(note.text, Known.text), "a forgery of a witness")
      demand(!isSeen || note.seconds(by: Known.witness) == 1_700_000_000, "another time")
      _ = try? note.adding(note.signatures[0])
      _ = try? Checkpoint(verifying: note, by: [Known.log])
      checkpoint(note.text)
    }
    checkpoint(text)
    if let key = try? NoteVerifier(text) {
      demand(isSame(key.key, text), "a key is written otherwise")
    }
    if let request = try? AddCheckpoint(parsing: text) {
      demand(isSame(request.description, text), "a request is written otherwise")
      demand(
        (try? Known.witnessed.accepting(request)) == nil
          || isSame(request.checkpoint.text, Known.text), "a witness was deceived")
    }
    if let disclosure = try? Disclosure(encoded: text) {
      demand(isSame(disclosure.encoded, text) && disclosure.digest.utf8.count == 43, "a disclosure")
    }
  }

  private static func checkpoint(_ text: String) {
    guard let checkpoint = try? Checkpoint(parsing: text) else { return }
    demand(isSame(checkpoint.text, text), "a checkpoint is written otherwise")
  }

  static func isSame(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }
}

/// The log of the known answers: key, tree and checkpoint of fixtures/ledger/notes.json.
enum Known {
  static let log = verifier(
    "example.com/quorum-kat+fdb9463c+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea")
  static let witness = verifier(
    "witness.example/w1+04d2d833+BD1AF8PoQ4lakrcKp00bfrycmCzPLsSWjMDNVfEq9GYM")
  static let text = "example.com/quorum-kat\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n"
  static let witnessed = WitnessedLog(verifier: log, last: nil)
  static let entries: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    [UInt8](0x50...0x57), [UInt8](0x60...0x6F),
  ]

  private static func verifier(_ key: String) -> NoteVerifier {
    guard let verifier = try? NoteVerifier(key) else { fatalError("the known key is none") }
    return verifier
  }
}
