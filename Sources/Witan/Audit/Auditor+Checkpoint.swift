import Ledger

extension Auditor {
  /// The kept checkpoint must be signed by the community's key and speak of this tree.
  func checkCheckpoint(_ replay: ReplayPen, _ findings: Findings) {
    let keys = (try? replay.community().keys) ?? []
    findings.report.keys = keys
    let report = findings.report
    do {
      guard let note = try shelf.checkpoint() else {
        if report.entries > 0 { findings.note("checkpoint", "there is none") }
        return
      }
      findings.report.checkpoint = note
      let signed = try SignedNote(parsing: note)
      let checkpoint = try replay.community().checkpoint(signed).checkpoint
      if !isPlain(signed, keys) {
        findings.note("checkpoint", "it bears a signature that this ledger's keys did not make")
      }
      findings.report.checkpointSize = checkpoint.size
      if checkpoint.size != report.entries {
        findings.note(
          "checkpoint",
          "it speaks of \(checkpoint.size) entries and the ledger has \(report.entries)")
      } else if report.root.isEmpty {
        findings.note(
          "checkpoint", "its root cannot be held against entries of which one is missing",
          dependsOn: .anything)
      } else if checkpoint.root.hex != report.root {
        findings.note(
          "checkpoint", "its root \(checkpoint.root.hex) is not that of the entries")
      }
    } catch {
      findings.note("checkpoint", "\(sentence(error))")
    }
  }

  /// Whether each signature is of a key of this ledger, and no key's twice: what the house writes.
  private func isPlain(_ note: SignedNote, _ keys: [KeyTerm]) -> Bool {
    let known = keys.compactMap { try? NoteVerifier($0.key) }
    let ids = note.signatures.map(\.keyID)
    return Set(ids).count == ids.count
      && note.signatures.allSatisfy { signature in
        known.contains { $0.keyID == signature.keyID && $0.name == signature.keyName }
      }
  }

  /// A checkpoint that was kept elsewhere must be an earlier state of this very ledger, signed by
  /// the key that signed at that size, and cosigned by the witnesses who are asked for.
  func check(older kept: KeptCheckpoint, _ replay: ReplayPen, _ findings: Findings) {
    do {
      let note = try SignedNote(parsing: kept.note)
      let old = try replay.community().checkpoint(note).checkpoint
      for witness in kept.witnesses { check(witness, note, findings) }
      let size = findings.report.entries
      guard old.size <= size else {
        findings.note(
          "older checkpoint",
          "it speaks of \(old.size) entries and the ledger has only \(size):"
            + " the end was cut off")
        return
      }
      guard let root = replay.notedRoot else {
        return findings.note(
          "older checkpoint", "the root of the first \(old.size) entries cannot be computed")
      }
      if root != old.root {
        findings.note(
          "older checkpoint",
          "the first \(old.size) entries have the root \(root.hex), the checkpoint says"
            + " \(old.root.hex): the history was rewritten")
      }
    } catch {
      findings.note("older checkpoint", "\(sentence(error))")
    }
  }

  /// One witness's signature under a checkpoint.
  private func check(_ witness: NoteVerifier, _ note: SignedNote, _ findings: Findings) {
    do throws(NoteFault) {
      _ = try note.verify(by: [witness])
      guard let seconds = note.seconds(by: witness) else { throw .noKnownSignature }
      let shown = min(seconds, Self.lastSecond)
      findings.report.cosigned.append(
        Cosigned(witness: witness.name, at: Instant(milliseconds: shown * 1000)))
    } catch .noKnownSignature {
      findings.note("older checkpoint", "the witness \(witness.name) has not cosigned it")
    } catch {
      findings.note("older checkpoint", "\(error)")
    }
  }

  /// The end of the year 9999, beyond which RFC 3339 spells no time.
  private static let lastSecond = 253_402_300_799

  private func sentence(_ error: any Error) -> String {
    (error as? Refusal)?.sentence ?? "\(error)"
  }
}
