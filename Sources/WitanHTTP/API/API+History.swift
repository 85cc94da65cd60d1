import Foundation
import Witan

extension API {
  /// `GET /v1/ledger/history`: a page of the ledger's entries, as JSON or (`Accept`) as Atom.
  static func ledgerHistory(_ request: Endpoint.Request) async throws -> Reply {
    let isAtom = request.call.accept?.contains(AtomFeed.mediaType) ?? false
    return try await isAtom ? ledgerFeed(request) : ledgerPage(request)
  }

  /// `GET /v1/ledger/history.atom`: the same page as Atom.
  static func ledgerFeed(_ request: Endpoint.Request) async throws -> Reply {
    let fields = try fields(of: request)
    let query = try LedgerQuery(fields, known: LedgerQuery.entryFields)
    let (caller, desk) = (try request.caller, request.desk)
    let page = try await desk.history(caller, query)
    let feed = AtomFeed(page, of: try await desk.community(caller), fields: fields)
    return Reply(
      mediaType: "\(AtomFeed.mediaType); charset=utf-8", body: Array(feed.xml.utf8),
      header: link(page, fields, path: "/v1/ledger/history.atom")
        .merging(["Cache-Control": "no-store", "Vary": "Accept"]) { $1 })
  }

  private static func ledgerPage(_ request: Endpoint.Request) async throws -> Reply {
    let fields = try fields(of: request)
    let query = try LedgerQuery(fields, known: LedgerQuery.entryFields)
    let page = try await request.desk.history(request.caller, query)
    return try .json(
      page,
      header: link(page, fields, path: "/v1/ledger/history").merging(["Vary": "Accept"]) { $1 })
  }

  /// The filters of a request. A page's form sends empty fields for absent ones; a program that
  /// asks for an empty number or order has lost it on the way.
  private static func fields(of request: Endpoint.Request) throws -> [String: String] {
    let fields = request.call.query
    for name in ["order", "cursor", "limit"] where fields[name]?.isEmpty == true {
      throw Refusal.invalid(field: name, reason: "it is empty")
    }
    return fields
  }

  private static func link(
    _ page: LedgerHistory, _ fields: [String: String], path: String
  ) -> [String: String] {
    guard let next = page.next else { return [:] }
    let query = fields.merging(["cursor": String(next)]) { $1 }
    return ["Link": "<\(path)?\(QueryText.encoded(query))>; rel=\"next\""]
  }

  /// `GET /v1/ledger/entries/{index}`: one entry, under its address for ever.
  static func entry(_ request: Endpoint.Request) async throws -> Reply {
    let text = request.name("index")
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let index = Int(text) else {
      throw Refusal.invalid(field: "index", reason: "it is no whole number")
    }
    return try .json(await request.desk.entry(request.caller, index: index))
  }

  /// `GET /v1/ledger/questions`: the questions that a query finds.
  static func search(_ request: Endpoint.Request) async throws -> Reply {
    let fields = try fields(of: request)
    let query = try LedgerQuery(fields, known: LedgerQuery.questionFields)
    let (items, next) = try await request.desk.search(request.caller, query)
    return try .json(
      QuestionPage(items: items, next: next), header: request.link(next, under: "before"))
  }
}

/// The query of an address.
enum QueryText {
  /// The fields in the order of their names, everything but RFC 3986's unreserved letters escaped.
  static func encoded(_ fields: [String: String]) -> String {
    fields.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
      .map { "\(escaped($0.key))=\(escaped($0.value))" }.joined(separator: "&")
  }

  /// The fields of a query as a browser's form sends them: `+` is a blank.
  static func decoded(_ text: String) -> [String: String] {
    var fields: [String: String] = [:]
    for part in text.split(separator: "&") {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = halves.first, !name.isEmpty else { continue }
      let value = halves.count > 1 ? String(halves[1]).replacing("+", with: " ") : ""
      fields[String(name)] = value.removingPercentEncoding ?? value
    }
    return fields
  }

  private static func escaped(_ text: String) -> String {
    let unreserved = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }
}
