import Ledger
import Testing

/// What is refused at the edges, and by which name.
struct ProofFaultTests {
  private let tree = {
    var tree = MemoryTree()
    for number in UInt8(0)..<7 {
      tree.append(entry: [number])
    }
    return tree
  }()

  @Test(arguments: [(-1, 7), (7, 7), (8, 7), (0, 0), (0, -1), (Int.max, 7), (Int.min, Int.min)])
  func `an index outside the tree has no proof`(index: Int, size: Int) {
    let fault = ProofFault.indexOutsideTree(index: index, size: size)
    #expect(throws: fault) {
      try MerkleTree.inclusionProof(index: index, size: size, nodes: tree)
    }
    #expect(throws: fault) {
      try MerkleTree.verifyInclusion(
        leaf: tree.root(), index: index, size: size, proof: [], root: tree.root())
    }
  }

  @Test func `a proof from the empty tree or to a smaller one is refused`() {
    let root = tree.root()
    for old in [0, -1, Int.min] {
      #expect(throws: ProofFault.oldTreeEmpty) {
        try MerkleTree.consistencyProof(from: old, to: 7, nodes: tree)
      }
      #expect(throws: ProofFault.oldTreeEmpty) {
        try MerkleTree.verifyConsistency(
          oldSize: old, oldRoot: MerkleTree.emptyRoot, newSize: 7, newRoot: root, proof: [])
      }
    }
    let fault = ProofFault.sizesOutOfOrder(old: 7, new: 6)
    #expect(throws: fault) { try MerkleTree.consistencyProof(from: 7, to: 6, nodes: tree) }
    #expect(throws: fault) {
      try MerkleTree.verifyConsistency(
        oldSize: 7, oldRoot: root, newSize: 6, newRoot: root, proof: [])
    }
  }

  @Test func `a tree of a negative size is refused`() {
    #expect(throws: ProofFault.sizeNegative(-1)) { try MerkleTree.root(size: -1, nodes: tree) }
    #expect(throws: ProofFault.sizeNegative(-1)) {
      try MerkleTree.append(leaf: tree.root(), size: -1, nodes: tree)
    }
  }

  @Test func `a fault says what is wrong with the proof`() throws {
    let root = tree.root()
    let leaf = MerkleTree.leafHash([3])
    let proof = try MerkleTree.inclusionProof(index: 3, size: 7, nodes: tree)
    let verify = { (proof: [TreeHash], root: TreeHash) in
      try MerkleTree.verifyInclusion(leaf: leaf, index: 3, size: 7, proof: proof, root: root)
    }
    #expect(throws: ProofFault.proofTooShort) { try verify(proof.dropLast(), root) }
    #expect(throws: ProofFault.proofTooLong) { try verify(proof + proof, root) }
    #expect(throws: ProofFault.rootDiffers(size: 7, computed: root, claimed: leaf)) {
      try verify(proof, leaf)
    }
  }

  @Test func `equal sizes need equal roots and no hashes`() throws {
    let root = tree.root()
    let verify = { (newRoot: TreeHash, proof: [TreeHash]) in
      try MerkleTree.verifyConsistency(
        oldSize: 7, oldRoot: root, newSize: 7, newRoot: newRoot, proof: proof)
    }
    try verify(root, [])
    #expect(throws: ProofFault.self) { try verify(root.flipped(0), []) }
    #expect(throws: ProofFault.proofTooLong) { try verify(root, [root]) }
  }

  @Test func `sizes up to the largest integer do not overflow`() {
    let root = tree.root()
    let long = Array(repeating: root, count: 200)
    for size in [Int.max, Int.max - 1, 1 << 62, 1 << 62 + 1] {
      for index in [0, 1, size / 2, size - 1] {
        #expect(throws: ProofFault.self) {
          try MerkleTree.verifyInclusion(
            leaf: root, index: index, size: size, proof: long, root: root)
        }
        #expect(throws: ProofFault.self) {
          try MerkleTree.verifyConsistency(
            oldSize: index + 1, oldRoot: root, newSize: size, newRoot: root, proof: long)
        }
        #expect(throws: ProofFault.self) {
          try MerkleTree.inclusionProof(index: index, size: size, nodes: MemoryTree())
        }
      }
    }
  }

  @Test func `a missing node is a fault of its own`() {
    let missing = ProofFault.nodeMissing(NodePlace(level: 3, index: 0))
    #expect(throws: missing) { try MerkleTree.root(size: 8, nodes: tree) }
    #expect(throws: ProofFault.nodeMissing(NodePlace(level: 0, index: -1))) {
      try tree.node(NodePlace(level: 0, index: -1))
    }
    #expect(missing.description.contains("missing"))
  }
}
