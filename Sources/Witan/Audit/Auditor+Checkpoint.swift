import Ledger

extension Auditor {
  /// The kept checkpoint must be signed by the community's key and speak of this tree.
  func checkCheckpoint(_ replay: ReplayPen, _ report: inout AuditReport) {
    do {
      guard let note = try shelf.checkpoint() else {
        if report.entries > 0 { report.note("checkpoint", "there is none") }
        return
      }
      let checkpoint = try verified(note, replay)
      report.checkpointSize = checkpoint.size
      if checkpoint.size != report.entries {
        report.note(
          "checkpoint",
          "it speaks of \(checkpoint.size) entries and the ledger has \(report.entries)")
      } else if checkpoint.root.hex != report.root {
        report.note(
          "checkpoint", "its root \(checkpoint.root.hex) is not that of the entries")
      }
    } catch {
      report.note("checkpoint", "\(error)")
    }
  }

  /// A checkpoint that was kept elsewhere must be an earlier state of this very ledger.
  func check(older note: String, _ replay: ReplayPen, _ report: inout AuditReport) {
    do {
      let old = try verified(note, replay)
      guard old.size <= report.entries else {
        report.note(
          "older checkpoint",
          "it speaks of \(old.size) entries and the ledger has only \(report.entries):"
            + " the end was cut off")
        return
      }
      let root = try MerkleTree.root(size: old.size, nodes: replay)
      if root != old.root {
        report.note(
          "older checkpoint",
          "the first \(old.size) entries have the root \(root.hex), the checkpoint says"
            + " \(old.root.hex): the history was rewritten")
      }
    } catch {
      report.note("older checkpoint", "\(error)")
    }
  }

  /// The checkpoint in a note, signed by the key that the first event names.
  private func verified(_ note: String, _ replay: ReplayPen) throws -> Checkpoint {
    let community = try replay.community()
    let checkpoint = try Checkpoint(
      verifying: SignedNote(parsing: note), by: [NoteVerifier(community.verifierKey)])
    guard checkpoint.origin == community.origin else {
      throw Refusal.conflict(reason: "It is of another ledger, \(checkpoint.origin).")
    }
    return checkpoint
  }
}
