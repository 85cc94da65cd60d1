import ArgumentParser
import Witan
import WitanHTTP

/// `witan answer`: gives an answer.
struct GiveAnswer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Answer a question that was offered to you.",
    usage: """
      witan answer <id> <taxon> [options]
      witan answer <id> --cannot-tell [options]
      """,
    discussion: examples(
      "witan answer q-0c3k9xw5h2m4t \"Russell's viper\" --sure",
      "witan answer q-0c3k9xw5h2m4t Viperidae --guess --note \"keeled scales\"",
      "witan answer q-0c3k9xw5h2m4t --cannot-tell",
      note: "Any name of the taxon will do, at any rank. You answer once."))

  @Argument(help: "The question.")
  var id: String
  @Argument(help: "What it is: a taxon or one of the options.")
  var taxon: String?
  @Flag(help: "Say that it cannot be told.")
  var cannotTell = false
  @Flag(exclusivity: .exclusive)
  var confidence = Confidence.think
  @Option(help: ArgumentHelp("A remark, shown with the answer.", valueName: "text"))
  var note: String?
  @Flag(help: "Have it counted as late, after your time has ended.")
  var late = false
  @OptionGroup var reach: Reach

  /// Refuses a line that gives both a taxon and that it cannot be told, or neither.
  func validate() throws {
    guard (taxon == nil) == cannotTell else {
      throw ValidationError("Give either a taxon or --cannot-tell.")
    }
  }

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let body = AnswerBody(
      taxon: taxon, confidence: confidence, note: note, late: late ? true : nil,
      cannotTell: cannotTell ? true : nil)
    try await session.show(
      QuestionSheet.self, .post(PathName.question(id, "answers"), body)
    ) { sheet, page in
      page.add("Your answer is recorded. What the community holds now:")
      page.space()
      page.add(sheet)
    }
  }
}
