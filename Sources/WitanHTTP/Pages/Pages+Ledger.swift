import HTTPTypes
import Hummingbird
import Witan

extension Pages {
  /// `GET /ledger`: the ledger's entries with the filters as a form, for auditors and stewards.
  func ledger(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let fields = QueryText.decoded(visit.request.uri.query ?? "")
    let query = try LedgerQuery(fields, known: LedgerQuery.entryFields)
    let found = try await visit.desk.history(caller, query)
    return page(
      "ledger", LedgerView(found, fields: fields), title: "The ledger", who: caller.member)
  }

  /// `GET /ledger/{index}`: one entry, under its address for ever.
  func ledgerEntry(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    guard let index = Int(visit.name("index")) else {
      throw Refusal.notFound(kind: "entry", name: visit.name("index"))
    }
    let line = try await visit.desk.entry(caller, index: index)
    return page("entry", LedgerView.Line(line), title: "Entry \(index)", who: caller.member)
  }
}

/// Entries of the ledger as a page.
struct LedgerView {
  /// One entry.
  struct Line {
    let index: Int
    let at: String
    let kind: String
    let by: String
    let summary: String
    let leafHash: String
    let entry: String
    /// The question that it is of. Named otherwise than the filter, which a template would find.
    let asked: String?

    /// An entry for people.
    init(_ line: HistoryLine) {
      index = line.index
      at = line.at.forPeople
      kind = line.kind
      by = line.by ?? "the house"
      summary = line.summary
      leafHash = line.leafHash
      entry = line.entry
      asked = line.question
    }
  }

  /// A kind of event to choose.
  struct Choice { let name: String, isChosen: Bool }

  let lines: [Line]
  let isEmpty: Bool
  /// The next page's address; nil at the end.
  let next: String?
  /// Where the same stands as JSON and as a feed.
  let json: String
  let feed: String
  /// Whether entries were left out.
  let sealed: Bool
  let kinds: [Choice]
  let question: String
  let person: String
  let place: String
  let taxon: String
  let rule: String
  let from: String
  let to: String
  let isOldest: Bool
  /// Whether one of the filters that are folded away is in use.
  let isNarrowed: Bool

  /// A page with the query that asked for it.
  init(_ history: LedgerHistory, fields: [String: String]) {
    func field(_ name: String) -> String { fields[name] ?? "" }
    lines = history.items.map(Line.init)
    isEmpty = lines.isEmpty
    next = history.next.map { cursor in
      "/ledger?" + QueryText.encoded(fields.merging(["cursor": String(cursor)]) { $1 })
    }
    let query = QueryText.encoded(fields)
    json = "/v1/ledger/history?\(query)"
    feed = "/v1/ledger/history.atom?\(query)"
    sealed = history.sealed
    kinds = Event.kinds.map { Choice(name: $0, isChosen: $0 == fields["kind"]) }
    (question, person, place) = (field("question"), field("person"), field("place"))
    (taxon, rule, from, to) = (field("taxon"), field("rule"), field("from"), field("to"))
    isOldest = fields["order"] == "oldest"
    isNarrowed =
      isOldest || ![question, place, taxon, rule, from, to].allSatisfy(\.isEmpty)
  }
}
