import ArgumentParser
import Ledger
import Witan
import WitanHTTP

/// `witan audit cosign`: a witness's signature under a checkpoint, by hand.
struct AuditCosign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cosign", abstract: "Sign a checkpoint as a witness, if the ledger only grew.",
    usage: "witan audit cosign <file> --witness <folder> [options]",
    discussion: examples(
      "witan audit cosign today.checkpoint --witness ~/witness -o cosigned",
      "witan audit cosign today.checkpoint --witness ~/witness --server URL",
      note: """
        The witness (see "witan witness") must have been told of the ledger's key.
        It remembers the last checkpoint that it signed; the proof that this one
        holds it comes from the data folder or the server. A ledger that was
        rewritten, or shows two histories, gets no signature: exit code 8.
        """))

  @Argument(help: "The checkpoint.", completion: .file())
  var file: String
  @Option(help: ArgumentHelp("The witness's folder.", valueName: "folder"))
  var witness: String
  @Option(name: .shortAndLong, help: ArgumentHelp("Write it there.", valueName: "file"))
  var output: String?
  @OptionGroup var reach: Reach

  /// Asks for the proof, and signs.
  func run() async throws {
    let session = try reach.session()
    let folder = WitnessFolder(path: witness)
    let text = String(
      decoding: try LocalFile.read(file, limit: SignedNote.longestNote), as: UTF8.self)
    let note = try SignedNote(parsing: text)
    let checkpoint = try Checkpoint(parsing: note.text)
    let known = try folder.knownSize(checkpoint.origin)
    let request = AddCheckpoint(
      oldSize: known, proof: try await session.proof(from: known, to: checkpoint.size),
      checkpoint: note)
    let cosigned = try note.adding(try await folder.cosign(request, world: .real))
    try session.keep(
      Reply(mediaType: "text/plain", body: Array(cosigned.description.utf8)), as: "checkpoint",
      in: output)
  }
}

extension Session {
  /// The ledger's own proof that it grew from one size to another; empty where none is needed.
  fileprivate func proof(from old: Int, to new: Int) async throws -> [TreeHash] {
    guard old > 0, old < new else { return [] }
    let query = ["from": String(old), "to": String(new)]
    let sheet = try await value(
      ConsistencySheet.self, Call(.get, "/v1/ledger/consistency", query: query))
    return sheet.proof.compactMap(TreeHash.init(hex:))
  }
}
