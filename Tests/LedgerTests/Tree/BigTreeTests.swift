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

  @Test func `the known tiles come out, each under its own path`() throws {
    let rows = try Fixture.json("tlog.json").member("tiles").elements()
    #expect(rows.count == 226)
    for row in rows {
      let columns = try row.elements()
      let (size, path) = (try columns[0].number(), try columns[1].text())
      let tile = try #require(Tile(path: path))
      #expect(tile.path == path)
      #expect(tile.isWithin(size: size), "\(path) of \(size)")
      #expect(
        try SHA.sha256(tile.bytes(nodes: Self.tree)).hex == columns[2].text(), "tile \(path)")
    }
  }

  @Test func `a tree of 70,000 has the tiles that the specification says`() throws {
    for (path, isThere) in [
      ("0/272", true), ("0/273", false), ("0/273.p/112", true), ("0/273.p/113", false),
      ("1/000", true), ("1/001.p/17", true), ("1/001.p/18", false), ("2/000.p/1", true),
      ("2/000.p/2", false), ("3/000.p/1", false), ("63/000.p/1", false),
    ] {
      let tile = try #require(Tile(path: path))
      #expect(tile.isWithin(size: 70_000) == isThere, "\(path)")
      #expect((try? tile.bytes(nodes: Self.tree)) != nil || !isThere, "\(path)")
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
