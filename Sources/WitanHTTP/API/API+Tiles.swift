import Ledger
import Witan

extension API {
  /// `GET /v1/ledger/tile/{level}/{index}`: hashes of the tree.
  static func tile(_ request: Endpoint.Request) async throws -> Reply {
    let path = "\(request.name("level"))/\(request.name("index"))"
    guard let tile = Tile(path: path) else {
      throw Refusal.notFound(kind: "tile", name: path)
    }
    return .tile(try await request.desk.tile(tile), isFull: tile.span.isFull, isPublic: true)
  }

  /// `GET /v1/ledger/tile/entries/{index}`: the entries themselves.
  static func entryBundle(_ request: Endpoint.Request) async throws -> Reply {
    let path = request.name("index")
    guard let span = TileSpan(path: path) else {
      throw Refusal.notFound(kind: "tile", name: "entries/\(path)")
    }
    return .tile(
      try await request.desk.entryBundle(request.caller, span), isFull: span.isFull,
      isPublic: false)
  }
}

extension Reply {
  /// A full tile never changes (RFC 8246); one that is not full yet will soon be of no use.
  fileprivate static func tile(_ bytes: [UInt8], isFull: Bool, isPublic: Bool) -> Reply {
    let scope = isPublic ? "public" : "private"
    return Reply(
      mediaType: "application/octet-stream", body: bytes,
      header: ["Cache-Control": isFull ? "\(scope), max-age=31536000, immutable" : "no-cache"])
  }
}
