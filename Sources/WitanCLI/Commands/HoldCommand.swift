import ArgumentParser
import Witan
import WitanHTTP

/// `witan hold`: what must not be erased.
struct HoldCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold", abstract: "Keep a question or member from erasure (stewards).",
    usage: "witan hold [<question|handle>] [--ground <text>] [--lift] [options]",
    discussion: examples(
      "witan hold",
      "witan hold q-0c3k9xw5h2m4t --ground \"Court order 12 of 2026\"",
      "witan hold ravi --ground \"Inquiry of 3 May\"",
      "witan hold q-0c3k9xw5h2m4t --lift --ground \"The case is closed\"",
      note: """
        A legal hold on a question keeps its text, photos, notes and grounds; one
        on a member all that they wrote and showed, wherever. Without a name, lists
        the holds in force. That it was placed and lifted is recorded, with why.
        """))

  @Argument(help: ArgumentHelp("A question or a member's handle.", valueName: "name"))
  var name: String?
  @Option(help: ArgumentHelp("Why; it is recorded.", valueName: "text"))
  var ground: String?
  @Flag(help: "End the hold.")
  var lift = false
  @OptionGroup var reach: Reach

  /// Refuses a hold without a reason, and a reason without a hold.
  func validate() throws {
    if (name == nil) != (ground == nil) {
      throw ValidationError("A hold takes a name and --ground TEXT; the list takes neither.")
    }
    if lift && name == nil { throw ValidationError("Say on what the hold is to end.") }
  }

  /// One call.
  func run() async throws {
    let session = try reach.session()
    guard let name, let ground else {
      try await session.show(HoldList.self, Call(.get, "/v1/holds")) { list, page in
        if list.items.isEmpty { page.add("Nothing is on legal hold.") }
        for (number, sheet) in list.items.enumerated() {
          if number > 0 { page.space() }
          page.add(sheet)
        }
      }
      return
    }
    let isQuestion = name.hasPrefix("q-")
    let body = HoldBody(
      question: isQuestion ? name : nil, member: isQuestion ? nil : name, ground: ground)
    let path = lift ? "/v1/holds/lift" : "/v1/holds"
    try await session.show(HoldSheet.self, .post(path, body)) { sheet, page in
      page.add(
        lift ? "\(name) may be erased again." : "\(name) is on legal hold.", .bold)
      if !lift { page.add(sheet) }
    }
  }
}
