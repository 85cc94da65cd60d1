import Ledger
import Logging
import Metrics
import ServiceLifecycle
import Witan
import WitanHTTP

/// Sends the ledger's checkpoint to witnesses while a server runs, once it has grown, and keeps
/// what they cosign. Nobody waits for it.
///
/// A look every ten seconds, so a witness is asked six times a minute at most; one who does not
/// sign is asked after twenty seconds, then after twice as long each time, up to an hour.
struct WitnessRounds: Service, CustomStringConvertible {
  /// All that a log of services says of it.
  var description: String { "witness rounds" }

  let desk: Desk
  let witnesses: [Witness]
  let logger: Logger

  private static let paceMilliseconds = 10_000
  private static let longestMilliseconds = 3_600_000

  /// What is known of a witness.
  private struct Standing {
    /// Entries of the last checkpoint that they signed; 0 for not known.
    var size = 0
    var waitMilliseconds = WitnessRounds.paceMilliseconds
    var notBefore: Instant
  }

  /// Asks until shutdown.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      var standings = await beginning()
      Meter(label: "witan_witnesses").set(witnesses.count)
      Meter(label: "witan_ledger_cosigned_entries").set(standings.map(\.size).max() ?? 0)
      while !Task.isCancelled {
        do {
          try await round(&standings)
        } catch {
          guard !Task.isCancelled else { return }
          logger.fault("no witnesses were asked", error)
        }
        do { try await desk.pause(milliseconds: Self.paceMilliseconds) } catch { return }
      }
    }
  }

  /// What the last cosigned checkpoint tells of each.
  private func beginning() async -> [Standing] {
    var standings = witnesses.map { _ in Standing(notBefore: desk.now()) }
    guard let text = try? await desk.cosignedCheckpoint(),
      let note = try? SignedNote(parsing: text),
      let size = try? Checkpoint(parsing: note.text).size
    else { return standings }
    for (place, witness) in witnesses.enumerated() {
      if (try? note.verify(by: [witness.verifier])) != nil { standings[place].size = size }
    }
    return standings
  }

  /// Asks all who are due of one checkpoint, at once, and keeps it with what they signed.
  private func round(_ standings: inout [Standing]) async throws {
    let note = try SignedNote(parsing: try await desk.checkpoint())
    let size = try Checkpoint(parsing: note.text).size
    let now = desk.now()
    let due = standings.indices.filter {
      standings[$0].size != size && standings[$0].notBefore <= now
    }
    guard !due.isEmpty else { return }
    let known = standings.map { min($0.size, size) }
    var replies: [Int: Result<NoteSignature, any Error>] = [:]
    await withTaskGroup(of: (Int, Result<NoteSignature, any Error>).self) { group in
      for place in due {
        group.addTask { (place, await ask(place, note, size, from: known[place])) }
      }
      for await (place, reply) in group { replies[place] = reply }
    }
    var cosigned = note
    for place in due {
      switch replies[place] {
      case .success(let signature)?:
        cosigned = try cosigned.adding(signature)
        standings[place] = Standing(size: size, notBefore: now)
        count("cosigned")
      case .failure(let error)?: putOff(&standings[place], witnesses[place], error)
      case nil: break
      }
    }
    guard cosigned != note else { return }
    try await desk.keep(cosigned: cosigned)
    Meter(label: "witan_ledger_cosigned_entries").set(size)
    logger.info("cosigned", metadata: ["size": "\(size)"])
  }

  private func ask(
    _ place: Int, _ note: SignedNote, _ size: Int, from known: Int
  ) async -> Result<NoteSignature, any Error> {
    let call = WitnessCall(witness: witnesses[place], note: note, size: size) { [desk] old in
      try await desk.proveConsistency(from: old, to: size).proof.compactMap(TreeHash.init(hex:))
    }
    do {
      return .success(try await call.cosignature(knownSize: known))
    } catch {
      return .failure(error)
    }
  }

  private func putOff(_ standing: inout Standing, _ witness: Witness, _ error: any Error) {
    let silence = error as? WitnessSilence
    count(silence?.result ?? "failed")
    standing.waitMilliseconds = min(standing.waitMilliseconds * 2, Self.longestMilliseconds)
    standing.notBefore = desk.now().adding(seconds: standing.waitMilliseconds / 1_000)
    guard let silence else { return logger.fault("a witness was not asked", error) }
    let level: Logger.Level = silence.result == "contradicted" ? .critical : .warning
    logger.log(
      level: level, "no cosignature",
      metadata: ["witness": "\(witness.verifier.name)", "why": "\(silence)"])
  }

  private func count(_ result: String) {
    Counter(label: "witan_witness_requests_total", dimensions: [("result", result)]).increment()
  }
}
