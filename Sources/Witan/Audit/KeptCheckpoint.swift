import Ledger

/// A checkpoint that an auditor kept elsewhere, and whose word they want for it.
struct KeptCheckpoint {
  /// The signed note.
  let note: String
  /// Witnesses who must have cosigned it; others are ignored.
  var witnesses: [NoteVerifier] = []

  /// How many entries it speaks of, believed or not; nil where it cannot be read.
  var size: Int? {
    try? Checkpoint(parsing: SignedNote(parsing: note).text).size
  }
}
