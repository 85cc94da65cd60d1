import Ledger
import Testing

/// 98 inclusion and 98 consistency vectors, from `fixtures/ledger/merkle.json`.
struct TreeVectorTests {
  @Test func `the public inclusion vectors hold or are refused as they should be`() throws {
    let vectors = try Vectors("inclusion")
    #expect(vectors.rows.count == 98)
    for row in vectors.rows {
      guard let first = row.first, let second = row.second, let proof = row.proof else {
        #expect(!row.holds, "\(row.name)")
        continue
      }
      let verify = {
        try MerkleTree.verifyInclusion(
          leaf: first, index: row.numbers.0, size: row.numbers.1, proof: proof, root: second)
      }
      #expect((try? verify()) != nil ? row.holds : !row.holds, "\(row.name)")
    }
    #expect(vectors.rows.count(where: \.holds) == 6)
  }

  @Test func `the public consistency vectors hold or are refused as they should be`() throws {
    let vectors = try Vectors("consistency")
    #expect(vectors.rows.count == 98)
    // Upstream compares roots of any length; our roots are 32 bytes, so its one vector that holds
    // with roots of 12 bytes cannot even be written down here.
    let shortRoots = "additional: sizes are equal (one) and proof is empty"
    for row in vectors.rows {
      guard let first = row.first, let second = row.second, let proof = row.proof else {
        #expect(!row.holds || row.name == shortRoots, "\(row.name)")
        continue
      }
      let verify = {
        try MerkleTree.verifyConsistency(
          oldSize: row.numbers.0, oldRoot: first, newSize: row.numbers.1, newRoot: second,
          proof: proof)
      }
      #expect((try? verify()) != nil ? row.holds : !row.holds, "\(row.name)")
    }
  }

  private struct Vectors {
    struct Row {
      let name: String
      /// Index and size, or old size and new size.
      let numbers: (Int, Int)
      /// Leaf and root, or old root and new root; nil where it is not 32 bytes.
      let first: TreeHash?
      let second: TreeHash?
      /// Nil where a hash is not 32 bytes.
      let proof: [TreeHash]?
      let holds: Bool
    }

    let rows: [Row]

    init(_ kind: String) throws {
      let file = try Fixture.json("merkle.json")
      let hashes = try file.member("hashes").elements().map { TreeHash(base64: try $0.text()) }
      rows = try file.member(kind).elements().map { row in
        let columns = try row.elements()
        let proof = try columns[5].elements().map { hashes[try $0.number()] }
        return Row(
          name: try columns[0].text(), numbers: (try columns[1].number(), try columns[2].number()),
          first: hashes[try columns[3].number()], second: hashes[try columns[4].number()],
          proof: proof.contains(nil) ? nil : proof.compactMap(\.self),
          holds: try columns[6].flag())
      }
    }
  }
}
