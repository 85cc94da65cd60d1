import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit spot`: where exactly it was, for an auditor with a reason.
struct AuditSpot: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spot", abstract: "Say where exactly it was; the reason is recorded.",
    usage: "witan audit spot <id> --ground <text> [options]",
    discussion: examples(
      "witan audit spot q-0c3k9xw5h2m4t --ground \"Poison centre's inquiry 12\"",
      note: """
        For auditors. Askers and whoever holds the question see its spot anyhow;
        all others see the centre of a cell of 0.2 degrees, and the day.
        """))

  @Argument(help: "The question.")
  var id: String
  @Option(help: ArgumentHelp("What for; it is recorded.", valueName: "text"))
  var ground: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let call = try Call.post(PathName.question(id, "spot"), SpotBody(ground: ground))
    try await session.show(SpotSheet.self, call) { $1.add($0.words, .bold) }
  }
}
