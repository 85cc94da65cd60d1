import ArgumentParser
import Ledger
import Witan
import WitanHTTP

/// `witan audit verify`: checks the whole archive.
struct AuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check everything, and name every broken place.",
    usage: "witan audit verify [options]",
    discussion: examples(
      "witan audit verify",
      "witan audit verify --against last-year.checkpoint",
      "witan audit verify --against cosigned --witness-key KEY",
      "witan audit verify --export ledger-2026-11",
      note: """
        Hashes every entry, payload and photo; replays every event and compares
        every record; derives every verdict, route and lesson anew; checks the
        signature. With a checkpoint kept elsewhere it also finds a history that
        was rewritten as a whole, an older file put back, or a fork: nothing in
        the file tells those. Exits with 8 when anything is broken.
        --export writes the report; of a clean ledger the checkpoint that was
        verified, keys, tiles and entries, as C2SP tlog-tiles lays them out; of a
        broken one every broken place with what is kept and what was derived
        (faults.jsonl, a line of JSON each).
        """))

  @Option(help: ArgumentHelp("A checkpoint kept elsewhere.", valueName: "file"))
  var against: String?
  @Option(
    help: ArgumentHelp(
      "A witness who must have cosigned that checkpoint; may be repeated.", valueName: "key"))
  var witnessKey: [String] = []
  @Option(help: ArgumentHelp("Write the ledger there, as files.", valueName: "dir"))
  var export: String?
  @OptionGroup var reach: Reach

  /// Refuses witnesses of no checkpoint.
  func validate() throws {
    guard witnessKey.isEmpty || against != nil else {
      throw ValidationError("Witnesses cosign the checkpoint that --against names.")
    }
  }

  /// The note in a file; refuses another file, so that a slip of the pen is not read as a broken
  /// record.
  private static func checkpoint(_ path: String) throws -> String {
    let text = String(decoding: try LocalFile.read(path), as: UTF8.self)
    guard (try? Checkpoint(parsing: SignedNote(parsing: text).text)) != nil else {
      throw Failure(.badInput, "The file \(path) holds no signed checkpoint.", code: "file")
    }
    return text
  }

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let older = try against.map(Self.checkpoint)
    let export = export.map { LedgerExport(session: session, folder: $0) }
    try export?.begin()
    let reply = try await session.audit(
      against: older, witnesses: witnessKey, faults: export?.faults.take)
    let report = try session.print(AuditReport.self, reply) { $1.add($0) }
    try await export?.write(report, reply)
    guard report.isClean else { throw Failure(told: .broken) }
  }
}

extension Session {
  /// Audits the archive, with progress on stderr; an archive that cannot even be read is broken.
  ///
  /// - Parameter faults: told every broken place, where the archive is read in this process.
  func audit(
    against older: String?, witnesses: [String] = [],
    faults: (@Sendable (AuditFault) throws -> Void)? = nil
  ) async throws -> Reply {
    struct Body: Encodable {
      let against: String?
      let witnesses: [String]?
    }
    let terminal = terminal
    let call = try Call.post(
      "/v1/audit/verify",
      Body(against: older, witnesses: witnesses.isEmpty ? nil : witnesses),
      progress: { terminal.progress($0, $1, "checking") }, faults: faults)
    do {
      return try await self.call(call)
    } catch {
      // A folder's archive that cannot be opened or made sense of is broken; one that is not there,
      // or was made by a newer program, is not.
      guard let failure = Failure(error),
        failure.isDamage || [.conflict, .internal].contains(failure.exit) || error is DecodingError
      else { throw error }
      throw Failure(
        .broken, "The archive cannot be read through. \(failure.sentence ?? "")", code: "broken")
    }
  }
}
