import ArgumentParser
import Witan
import WitanHTTP

/// `witan acknowledge`: says that one knows of a recall.
struct Acknowledge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge", abstract: "Say that you know your verdict was recalled.",
    usage: "witan acknowledge [<id>] [options]",
    discussion: examples(
      "witan acknowledge", "witan acknowledge q-0c3k9xw5h2m4t",
      note: """
        A verdict is recalled when the truth turns out to be another, or when what
        it leaned on does. Without a question, lists your own that wait for this.
        It is recorded that you know, and when.
        """))

  @Argument(help: "The question.")
  var id: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    guard let id else {
      try await session.show(QuestionPage.self, Call(.get, "/v1/recalls")) { list, page in
        if list.items.isEmpty { page.add("Nothing of yours was recalled.") }
        for sheet in list.items {
          if let recall = sheet.recall { page.add(recall, of: sheet.id) }
        }
      }
      return
    }
    let call = Call(.post, try PathName.question(id, "acknowledge"))
    try await session.show(QuestionSheet.self, call) { sheet, page in
      page.add("Acknowledged: \(sheet.id).")
      if let recall = sheet.recall { page.add(recall.advice, .bold) }
    }
  }
}
