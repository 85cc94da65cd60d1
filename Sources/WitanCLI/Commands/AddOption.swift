import ArgumentParser
import Witan
import WitanHTTP

/// `witan option`: adds a choice to a question that brought its own.
struct AddOption: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "option", abstract: "Add a choice to a question that brought its own.",
    usage: "witan option <id> <choice> [options]",
    discussion: examples(
      "witan option q-0c3k9xw5h2m4t \"Loose belt\"",
      note: """
        An expert who was asked, or a steward, may add what the asker did not
        think of, while the question is open.
        """))

  @Argument(help: "The question.")
  var id: String
  @Argument(help: "The choice, at most 200 bytes.")
  var choice: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let call = try Call.post(PathName.question(id, "options"), ["option": choice])
    try await session.show(QuestionSheet.self, call) { sheet, page in
      page.add("Choices of \(sheet.id): \(sheet.options.joined(separator: "; ")).")
    }
  }
}
