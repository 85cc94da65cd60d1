import ArgumentParser
import Witan
import WitanHTTP

/// `witan take`: takes a question from one's queue.
struct Take: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "take", abstract: "Take a question from your queue, and start your time for it.",
    usage: "witan take [<id>] [options]",
    discussion: examples(
      "witan take", "witan take q-0c3k9xw5h2m4t",
      note: """
        Without a name it takes the one for which you are worth most now: what you
        hold already, then what presses most, then where your answer is expected to
        gain most; at last what is open to all who qualify, though you were not
        asked.
        """))

  @Argument(help: "The question.")
  var id: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let path = try id.map { try PathName.question($0, "take") } ?? "/v1/queue/take"
    let sheet = try await session.show(QuestionSheet.self, Call(.post, path)) { sheet, page in
      page.add("Question \(sheet.id)", .bold)
      page.add(asked: sheet)
    }
    session.terminal.hint("Answer with: witan answer \(sheet.id) TAXON [--guess|--think|--sure]")
    session.terminal.hint("More time: witan extend \(sheet.id)")
  }
}
