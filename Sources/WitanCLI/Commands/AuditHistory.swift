import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit history`: a question's entries in the ledger.
struct AuditHistory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List a question's entries in the ledger.",
    usage: "witan audit history <id> [options]",
    discussion: examples(
      "witan audit history q-0c3k9xw5h2m4t",
      "witan audit history q-0c3k9xw5h2m4t --json | jq -r .items[].entry",
      note: "With --json each entry's very bytes are there, as they are hashed."))

  @Argument(help: "The question.")
  var id: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    struct Reply: Decodable { let items: [HistoryLine] }
    let call = Call(.get, try PathName.question(id, "history"))
    try await reach.session().show(Reply.self, call) { $1.add(history: $0.items) }
  }
}
