import Witan

/// One page of a list that the desk gives as a whole.
struct ListPage<Item: Encodable> {
  let items: [Item]
  /// What to send as `cursor` for the next page; nil at the end.
  let next: String?
  /// The header's field that leads there (RFC 8288).
  let link: [String: String]

  private struct Sheet: Encodable {
    let items: [Item]
    let next: String?
  }

  /// The page as JSON.
  var reply: Reply {
    get throws { try .json(Sheet(items: items, next: next), header: link) }
  }
}

extension Endpoint.Request {
  /// How many items a page has when nobody says.
  private static var usualLimit: Int { 100 }
  /// How many it may have.
  private static var largestLimit: Int { 500 }

  /// The page that the query's `cursor` and `limit` ask for; a cursor is the name of the item
  /// before it. Refuses a cursor that is no longer in the list.
  func page<Item: Encodable>(
    of all: [Item], _ name: (Item) -> String
  ) throws -> ListPage<Item> {
    let limit = try number("limit") ?? Self.usualLimit
    guard (1...Self.largestLimit).contains(limit) else {
      throw Refusal.invalid(field: "limit", reason: "1 to \(Self.largestLimit)")
    }
    var rest = all[...]
    if let cursor = call.query["cursor"] {
      guard let place = all.firstIndex(where: { name($0) == cursor }) else {
        throw Refusal.invalid(field: "cursor", reason: "it is not in the list; begin anew")
      }
      rest = all[(place + 1)...]
    }
    let items = Array(rest.prefix(limit))
    let next = rest.count > limit ? items.last.map(name) : nil
    return ListPage(items: items, next: next, link: link(next, under: "cursor"))
  }

  /// The field `Link` to the next page of this very query; none at the end.
  func link(_ next: String?, under field: String) -> [String: String] {
    guard let next else { return [:] }
    let query = call.query.merging([field: next]) { $1 }
    return ["Link": "<\(call.path)?\(QueryText.encoded(query))>; rel=\"next\""]
  }
}
