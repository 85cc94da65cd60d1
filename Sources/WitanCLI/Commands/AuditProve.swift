import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit prove`: evidence that an entry stands in the ledger, or that one state of the
/// ledger is the beginning of another.
struct AuditProve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove", abstract: "Prove an entry, or that the ledger only grew.",
    usage: """
      witan audit prove <index> [--checkpoint <file>] [options]
      witan audit prove --from <size> [--to <size>] [options]
      """,
    discussion: examples(
      "witan audit prove 17 -o entry-17.tlog-proof",
      "witan audit prove 17 --checkpoint cosigned -o entry-17.tlog-proof",
      "witan audit prove --from 17 --to 40",
      note: """
        The first gives a C2SP tlog-proof with the signed checkpoint, or with the
        one that --checkpoint names, such as one that witnesses have cosigned; the
        last a consistency proof (RFC 9162) between two sizes of the ledger.
        """))

  @Argument(help: "The entry's index, from 0.")
  var index: Int?
  @Option(help: ArgumentHelp("The older size.", valueName: "size"))
  var from: Int?
  @Option(help: ArgumentHelp("The newer size; all entries if not given.", valueName: "size"))
  var to: Int?
  @Option(help: ArgumentHelp("A checkpoint to prove the entry under.", valueName: "file"))
  var checkpoint: String?
  @Option(name: .shortAndLong, help: ArgumentHelp("Write the proof there.", valueName: "file"))
  var output: String?
  @OptionGroup var reach: Reach

  /// Refuses a line that asks for both proofs, or neither.
  func validate() throws {
    guard (index == nil) != (from == nil), to == nil || from != nil else {
      throw ValidationError("Give an entry's index, or --from SIZE [--to SIZE].")
    }
    guard checkpoint == nil || index != nil else {
      throw ValidationError("--checkpoint goes with an entry's index.")
    }
  }

  /// One call.
  func run() async throws {
    let session = try reach.session()
    if let index {
      let path = "/v1/ledger/proofs/\(index)"
      let note = try checkpoint.map { String(decoding: try LocalFile.read($0), as: UTF8.self) }
      let reply = try await session.call(
        note.map { try Call.post(path, ["checkpoint": $0]) } ?? Call(.get, path))
      return try session.keep(reply, as: "proof", in: output)
    }
    var query = ["from": String(from ?? 0)]
    if let to { query["to"] = String(to) }
    let reply = try await session.call(Call(.get, "/v1/ledger/consistency", query: query))
    if let output { try LocalFile.write(reply.body, to: output) }
    try session.print(ConsistencySheet.self, reply) { $1.add($0) }
  }
}
