import ArgumentParser
import Witan
import WitanHTTP

/// `witan pass`: passes a question on to others.
struct Pass: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pass", abstract: "Pass a question on to others.",
    usage: "witan pass <id> [--reason <reason>] [options]",
    discussion: examples(
      "witan pass q-0c3k9xw5h2m4t --reason photo-too-poor",
      note: """
        Reasons: not-my-region, photo-too-poor, no-time, needs-another-angle.
        Passing costs no reputation. For want of a photo the asker is told, and you
        are asked again when there is one.
        """))

  @Argument(help: "The question.")
  var id: String
  @Option(help: ArgumentHelp("Why.", valueName: "reason"))
  var reason = PassReason.noTime
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let call = try Call.post(PathName.question(id, "pass"), ["reason": reason])
    try await session.show(QuestionSheet.self, call) { sheet, page in
      page.add("Passed on: \(sheet.id) (\(reason.rawValue)).")
    }
  }
}
