import Ledger
import Testing

/// Every tree of up to 64 entries against the definition of RFC 9162 section 2.1.
struct SmallTreeTests {
  /// Trees of 0 to 64 entries, by size.
  private static let trees = {
    var trees = [MemoryTree()]
    for number in 0..<64 {
      var next = trees[number]
      next.append(entry: [UInt8(number)])
      trees.append(next)
    }
    return trees
  }()

  private static let leaves = (0..<64).map { MerkleTree.leafHash([UInt8($0)]) }

  @Test func `every root is that of the definition`() throws {
    for size in 0...64 {
      let defined = Self.define(Self.leaves.prefix(size))
      #expect(Self.trees[size].size == size)
      #expect(Self.trees[size].root() == defined)
      #expect(try MerkleTree.root(size: size, nodes: Self.trees[64]) == defined)
    }
    #expect(MerkleTree.emptyRoot == SHA.sha256([]))
    #expect(MerkleTree.leafHash([1, 2]) == SHA.sha256([0, 1, 2]))
  }

  @Test func `appending stores each complete subtree once`() throws {
    var stored = StoredNodes()
    for size in 0..<64 {
      let added = try MerkleTree.append(leaf: Self.leaves[size], size: size, nodes: stored)
      #expect(added.count == (size + 1).trailingZeroBitCount + 1)
      for (place, hash) in added {
        #expect(stored.nodes.updateValue(hash, forKey: place) == nil)
        #expect(try Self.trees[size + 1].node(place) == hash)
        #expect(throws: ProofFault.nodeMissing(place)) { try Self.trees[size].node(place) }
      }
    }
    #expect(stored.nodes.count == 127)
  }

  @Test func `every inclusion proof verifies and no other index, entry or root does`() throws {
    for size in 1...64 {
      let root = Self.trees[size].root()
      for index in 0..<size {
        let leaf = Self.leaves[index]
        let proof = try MerkleTree.inclusionProof(index: index, size: size, nodes: Self.trees[64])
        let holds = { (leaf: TreeHash, index: Int, proof: [TreeHash], root: TreeHash) in
          (try? MerkleTree.verifyInclusion(
            leaf: leaf, index: index, size: size, proof: proof, root: root)) != nil
        }
        #expect(holds(leaf, index, proof, root))
        #expect((-1...size).filter { holds(leaf, $0, proof, root) } == [index])
        let bit = (index &* 31 &+ size &* 7) % 256
        #expect(!holds(leaf.flipped(bit), index, proof, root))
        #expect(!holds(leaf, index, proof, root.flipped(bit)))
        let mutants = Self.mutants(of: proof, bit: bit)
        #expect(mutants.allSatisfy { !holds(leaf, index, $0, root) }, "\(index) of \(size)")
      }
    }
  }

  @Test func `every consistency proof verifies and no other root or proof does`() throws {
    for new in 1...64 {
      let newRoot = Self.trees[new].root()
      for old in 1...new {
        let oldRoot = Self.trees[old].root()
        let proof = try MerkleTree.consistencyProof(from: old, to: new, nodes: Self.trees[64])
        let holds = { (oldRoot: TreeHash, newRoot: TreeHash, proof: [TreeHash]) in
          (try? MerkleTree.verifyConsistency(
            oldSize: old, oldRoot: oldRoot, newSize: new, newRoot: newRoot, proof: proof)) != nil
        }
        #expect(holds(oldRoot, newRoot, proof))
        #expect(holds(newRoot, oldRoot, proof) == (old == new))
        let bit = (old &* 31 &+ new &* 7) % 256
        #expect(!holds(oldRoot.flipped(bit), newRoot, proof))
        #expect(!holds(oldRoot, newRoot.flipped(bit), proof))
        let mutants = Self.mutants(of: proof, bit: bit)
        #expect(mutants.allSatisfy { !holds(oldRoot, newRoot, $0) }, "\(old) to \(new)")
      }
    }
  }

  @Test(arguments: [1, 5, 6, 7, 8, 13])
  func `every single bit of a proof matters`(size: Int) throws {
    let root = Self.trees[size].root()
    for index in 0..<size {
      let proof = try MerkleTree.inclusionProof(index: index, size: size, nodes: Self.trees[size])
      let consistency = try MerkleTree.consistencyProof(
        from: index + 1, to: size, nodes: Self.trees[size])
      #expect(
        Self.flips(of: proof).allSatisfy { mutant in
          (try? MerkleTree.verifyInclusion(
            leaf: Self.leaves[index], index: index, size: size, proof: mutant, root: root)) == nil
        })
      #expect(
        Self.flips(of: consistency).allSatisfy { mutant in
          (try? MerkleTree.verifyConsistency(
            oldSize: index + 1, oldRoot: Self.trees[index + 1].root(), newSize: size,
            newRoot: root, proof: mutant)) == nil
        })
    }
  }

  /// The proof with each of its bits flipped in turn.
  private static func flips(of proof: [TreeHash]) -> [[TreeHash]] {
    proof.indices.flatMap { place in
      (0..<256).map { bit in
        var mutant = proof
        mutant[place] = proof[place].flipped(bit)
        return mutant
      }
    }
  }

  /// The proof with one bit flipped, one hash left out, doubled or added, and two exchanged.
  private static func mutants(of proof: [TreeHash], bit: Int) -> [[TreeHash]] {
    var mutants = [proof + [leaves[0]], [leaves[0]] + proof, proof + [MerkleTree.emptyRoot]]
    for place in proof.indices {
      var flipped = proof
      flipped[place] = proof[place].flipped(bit)
      var shorter = proof
      shorter.remove(at: place)
      var longer = proof
      longer.insert(proof[place], at: place)
      mutants += [flipped, shorter, longer]
      if place > 0 {
        var exchanged = proof
        exchanged.swapAt(place - 1, place)
        mutants.append(exchanged)
      }
    }
    return mutants
  }

  /// RFC 9162 section 2.1.1, word for word.
  private static func define(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
    guard leaves.count > 1 else { return leaves.first ?? MerkleTree.emptyRoot }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    return SHA.sha256(
      [1] + define(leaves.prefix(split)).bytes + define(leaves.dropFirst(split)).bytes)
  }

  private struct StoredNodes: NodeReading {
    var nodes: [NodePlace: TreeHash] = [:]

    func node(_ place: NodePlace) throws -> TreeHash {
      try #require(nodes[place])
    }
  }
}

extension TreeHash {
  /// The hash with one of its 256 bits the other way.
  func flipped(_ bit: Int) -> TreeHash {
    var bytes = bytes
    bytes[bit / 8] ^= 1 << (bit % 8)
    return TreeHash(bytes) ?? MerkleTree.emptyRoot
  }
}
