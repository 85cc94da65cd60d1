import Foundation
import Ledger
import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Tiles over HTTP` {
  @Test func `the checkpoint follows from the tiles alone, and the entries from their bundles`()
    async throws
  {
    try await House().open { visitor in
      while try await size(visitor) < 300 { _ = try await visitor.ask() }
      let size = try await size(visitor)
      var hashes: [TreeHash] = []
      for number in 0..<2 {
        let path = number == 0 ? "000" : "001.p/\(size - 256)"
        let tile = try await visitor.get("/v1/ledger/tile/0/\(path)")
        #expect(tile.status == 200 && tile["Content-Type"] == "application/octet-stream")
        let bundle = try await visitor.get("/v1/ledger/tile/entries/\(path)", as: "ines")
        #expect(bundle.status == 200, "\(bundle.text)")
        let entries = try #require(EntryBundle.entries(bundle.bytes))
        #expect(entries.flatMap { MerkleTree.leafHash($0).bytes } == tile.bytes)
        hashes += entries.map { MerkleTree.leafHash($0) }
        let caching = number == 0 ? "immutable" : "no-cache"
        #expect(tile["Cache-Control"]?.hasSuffix(caching) == true)
        #expect(bundle["Cache-Control"]?.hasSuffix(caching) == true)
        #expect(bundle["Cache-Control"]?.contains("public") == false)
      }
      var tree = MemoryTree()
      for hash in hashes { tree.append(leaf: hash) }
      let note = try SignedNote(parsing: try await visitor.get("/v1/ledger/checkpoint").text)
      #expect(try Checkpoint(parsing: note.text).root == tree.root())
      let above = try await visitor.get("/v1/ledger/tile/1/000.p/1")
      #expect(try above.bytes == tree.node(NodePlace(level: 8, index: 0)).bytes)
    }
  }

  @Test func `what is not there yet, or spelt otherwise, is not found`() async throws {
    try await House().open { visitor in
      for path in [
        "0/000", "0/001", "1/000.p/1", "0/000.p/255", "0/000.p/0", "0/0", "64/000", "00/000.p/1",
        "0/x000/000.p/1", "0/000.p/01", "0/000.p", "entries/000.p/1/2", "-1/000.p/1",
      ] {
        let answer = try await visitor.get("/v1/ledger/tile/\(path)", as: "ines")
        #expect(answer.status == 404, "\(path): \(answer.status)")
        #expect(answer.code == "not-found", "\(path)")
      }
      #expect(try await visitor.get("/v1/ledger/tile/0/000.p/1").bytes.count == 32)
      #expect(try await visitor.get("/v1/ledger/tile").status == 404)
      #expect(try await visitor.get("/v1/ledger/tile/0").status == 404)
    }
  }

  @Test func `entries are for auditors and stewards, and not before they may answer`() async throws
  {
    let house = try await House()
    let steward = try await house.desk.caller(token: #require(house.tokens["tomas"]))
    let both = try await house.desk.join(
      steward,
      NewMember(
        handle: "both", name: "Both", roles: [.auditor, .expert], subjects: [ID("snakes")]))
    try await house.open { visitor in
      let before = try await size(visitor)
      let id = try await visitor.ask()
      #expect(try await visitor.get("/v1/ledger/tile/entries/000.p/1").status == 401)
      #expect(try await visitor.get("/v1/ledger/tile/entries/000.p/1", as: "farah").status == 403)
      let early = try await visitor.get("/v1/ledger/tile/entries/000.p/\(before)", as: both.token)
      #expect(early.status == 200)
      let sealed = try await visitor.get(
        "/v1/ledger/tile/entries/000.p/\(before + 1)", as: both.token)
      #expect(sealed.status == 403, "the question \(id) is open")
      let open = try await visitor.get("/v1/ledger/tile/entries/000.p/\(before + 1)", as: "ines")
      #expect(open.status == 200)
    }
  }

  private func size(_ visitor: Visitor) async throws -> Int {
    let note = try SignedNote(parsing: try await visitor.get("/v1/ledger/checkpoint").text)
    return try Checkpoint(parsing: note.text).size
  }
}
