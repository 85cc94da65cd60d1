import ArgumentParser
import Witan
import WitanHTTP

/// `witan extend`: asks for more time for a question that one holds.
struct Extend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extend", abstract: "Ask for more time for a question that you hold.",
    usage: "witan extend <id> [options]",
    discussion: examples(
      "witan extend q-0c3k9xw5h2m4t",
      note: """
        You get your whole time anew from now, and three times of it at most since
        you took the question. Asked too soon, nothing changes.
        """))

  @Argument(help: "The question.")
  var id: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let call = Call(.post, try PathName.question(id, "extend"))
    try await session.show(QuestionSheet.self, call) { sheet, page in
      let end = sheet.mine?.endsAt.map { " until \(Wording.time($0))" } ?? ""
      page.add("Yours\(end): \(sheet.id).")
    }
  }
}
