import ArgumentParser
import WitanHTTP

/// `witan audit checkpoint`: the signed state of the ledger.
struct AuditCheckpoint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint", abstract: "Print the ledger's signed checkpoint.",
    usage: "witan audit checkpoint [options]",
    discussion: examples(
      "witan audit checkpoint -o today.checkpoint",
      note: """
        Its size and root, signed by the community's key (C2SP tlog-checkpoint).
        Keep it where those who run the community cannot reach it: with it,
        "verify --against" finds any later change of what came before. With
        --cosigned the last one that witnesses have signed too (see "witan serve").
        """))

  @Option(name: .shortAndLong, help: ArgumentHelp("Write it there.", valueName: "file"))
  var output: String?
  @Flag(help: "Print the last that witnesses have cosigned.")
  var cosigned = false
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let path = "/v1/ledger/checkpoint" + (cosigned ? "/cosigned" : "")
    let reply = try await session.call(Call(.get, path))
    try session.keep(reply, as: "checkpoint", in: output)
  }
}
