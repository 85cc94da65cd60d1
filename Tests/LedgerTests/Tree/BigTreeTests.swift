import Ledger
import Testing

/// Known roots, proofs and tiles over 70,000 entries `entry-<i>`, from `fixtures/ledger/tlog.json`.
struct BigTreeTests {
  private static let tree = {
    var tree = MemoryTree()
    for number in 0..<70_000 {
      tree.append(entry: "entry-\(number)".utf8)
    }
    return tree
  }()

  @Test func `the known roots come out`() throws {
    let rows = try Fixture.json("tlog.json").member("roots").elements()
    #expect(rows.count == 17)
    for row in rows {
      let columns = try row.elements()
      let size = try columns[0].number()
      #expect(
        try MerkleTree.root(size: size, nodes: Self.tree) == columns[1].hash(), "size \(size)")
    }
    #expect(try Self.tree.root() == MerkleTree.root(size: 70_000, nodes: Self.tree))
  }

  @Test func `the known inclusion proofs come out and verify`() throws {
    let rows = try Fixture.json("tlog.json").member("inclusion").elements()
    #expect(rows.count == 8)
    for row in rows {
      let columns = try row.elements()
      let (index, size) = (try columns[0].number(), try columns[1].number())
      let proof = try columns[2].hashes()
      #expect(
        try MerkleTree.inclusionProof(index: index, size: size, nodes: Self.tree) == proof)
      try MerkleTree.verifyInclusion(
        leaf: MerkleTree.leafHash("entry-\(index)".utf8), index: index, size: size, proof: proof,
        root: MerkleTree.root(size: size, nodes: Self.tree))
    }
  }

  @Test func `the known consistency proofs come out and verify`() throws {
    let rows = try Fixture.json("tlog.json").member("consistency").elements()
    #expect(rows.count == 8)
    for row in rows {
      let columns = try row.elements()
      let (old, new) = (try columns[0].number(), try columns[1].number())
      let proof = try columns[2].hashes()
      #expect(try MerkleTree.consistencyProof(from: old, to: new, nodes: Self.tree) == proof)
      try MerkleTree.verifyConsistency(
        oldSize: old, oldRoot: MerkleTree.root(size: old, nodes: Self.tree), newSize: new,
        newRoot: MerkleTree.root(size: new, nodes: Self.tree), proof: proof)
    }
  }

  @Test func `the stored nodes are those of the known tiles`() throws {
    let rows = try Fixture.json("tlog.json").member("tiles").elements()
    #expect(rows.count == 11)
    for row in rows {
      let columns = try row.elements()
      let (level, number) = (try columns[1].number(), try columns[2].number())
      var tile: [UInt8] = []
      for place in 0..<(try columns[3].number()) {
        let node = NodePlace(level: level * 8, index: number * 256 + place)
        tile += try Self.tree.node(node).bytes
      }
      #expect(try SHA.sha256(tile).hex == columns[4].text(), "tile \(level)/\(number)")
    }
  }

  @Test func `roots and proofs need few reads`() throws {
    for size in [1, 2, 65_535, 65_536, 65_537, 69_999, 70_000] {
      let counted = CountedNodes(tree: Self.tree)
      _ = try MerkleTree.root(size: size, nodes: counted)
      #expect(counted.count == size.nonzeroBitCount)
      for index in [0, size / 2, size - 1] {
        let counted = CountedNodes(tree: Self.tree)
        _ = try MerkleTree.inclusionProof(index: index, size: size, nodes: counted)
        _ = try MerkleTree.consistencyProof(from: index + 1, to: size, nodes: counted)
        #expect(counted.count <= 2 * 2 * 17, "index \(index), size \(size)")
      }
    }
  }

  private final class CountedNodes: NodeReading {
    let tree: MemoryTree
    var count = 0

    init(tree: MemoryTree) {
      self.tree = tree
    }

    func node(_ place: NodePlace) throws -> TreeHash {
      count += 1
      return try tree.node(place)
    }
  }
}
