import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit history`: entries of the ledger, a question's or those that filters let through.
struct AuditHistory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List entries of the ledger.",
    usage: """
      witan audit history <id> [options]
      witan audit history [<filters>] [options]
      witan audit history --entry <index> [options]
      """,
    discussion: examples(
      "witan audit history q-0c3k9xw5h2m4t",
      "witan audit history --person asha --kind answerGiven --from 2026-11-01",
      "witan audit history --taxon Viperidae --place IN --atom > vipers.atom",
      "witan audit history --entry 17",
      "witan audit history q-0c3k9xw5h2m4t --json | jq -r .items[].entry",
      note: """
        With a question, its entries in order; without one, the latest of the
        ledger first. All filters that are given must hold. With --json each
        entry's very bytes are there, as they are hashed; --atom prints a feed
        (RFC 4287). An entry's index is its address for ever: a running server
        shows it at /ledger/INDEX.
        """))

  @Argument(help: "The question.")
  var id: String?
  @Option(help: ArgumentHelp("One entry alone.", valueName: "index"))
  var entry: Int?
  @Option(help: ArgumentHelp("The kind of event, such as answerGiven.", valueName: "kind"))
  var kind: String?
  @OptionGroup var filters: LedgerFilters
  @Flag(help: "The oldest first.")
  var oldest = false
  @Option(help: ArgumentHelp("Go on from there.", valueName: "index"))
  var cursor: Int?
  @Flag(help: "Print an Atom feed.")
  var atom = false
  @OptionGroup var reach: Reach

  /// Refuses what does not go together.
  func validate() throws {
    let isFiltered = isPaged || !filters.fields.isEmpty
    guard entry == nil || (id == nil && !isFiltered) else {
      throw ValidationError("--entry goes alone.")
    }
    guard !atom || !reach.json else { throw ValidationError("Give --atom or --json, not both.") }
  }

  private var isPaged: Bool { kind != nil || oldest || cursor != nil || atom }

  /// One call.
  func run() async throws {
    let session = try reach.session()
    if let entry {
      try await session.show(HistoryLine.self, Call(.get, "/v1/ledger/entries/\(entry)")) {
        $1.add(history: [$0])
      }
    } else if let id, !isPaged, filters.fields.isEmpty {
      struct Reply: Decodable { let items: [HistoryLine] }
      let reply = try await session.all(PathName.question(id, "history"))
      try session.print(Reply.self, reply) { $1.add(history: $0.items) }
    } else {
      try await page(session)
    }
  }

  private func page(_ session: Session) async throws {
    var query = filters.fields
    query["question"] = id
    query["kind"] = kind
    query["cursor"] = cursor.map(String.init)
    if oldest { query["order"] = "oldest" }
    if atom {
      let reply = try await session.call(Call(.get, "/v1/ledger/history.atom", query: query))
      return try session.terminal.print(bytes: reply.body)
    }
    let call = Call(.get, "/v1/ledger/history", query: query)
    let page = try await session.show(LedgerHistory.self, call) { found, page in
      page.add(history: found.items)
      if found.items.isEmpty { page.add("No entry is like that.") }
    }
    if page.sealed {
      session.terminal.hint("Some are left out: you may yet be asked about their questions.")
    }
    if let next = page.next { session.terminal.hint("More: the same with --cursor \(next)") }
  }
}
