import ArgumentParser
import Witan
import WitanHTTP

/// `witan hand-over`: gives a question to another expert.
struct HandOver: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-over", abstract: "Hand a question over to another expert.",
    usage: "witan hand-over <id> --to <handle> [options]",
    discussion: examples(
      "witan hand-over q-0c3k9xw5h2m4t --to asha --reason knows-the-region",
      note: """
        Reasons: knows-the-region, knows-the-kind, no-time. The other must be an
        expert of the subject who is awake and was not asked yet. It costs no
        reputation; you cannot answer afterwards.
        """))

  @Argument(help: "The question.")
  var id: String
  @Option(help: ArgumentHelp("The other expert.", valueName: "handle"))
  var to: String
  @Option(help: ArgumentHelp("Why.", valueName: "reason"))
  var reason = HandOverReason.noTime
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let body = HandOverBody(to: to, reason: reason)
    let call = try Call.post(PathName.question(id, "hand-over"), body)
    try await session.show(QuestionSheet.self, call) { sheet, page in
      page.add("Handed over to \(to): \(sheet.id) (\(reason.rawValue)).")
    }
  }
}
