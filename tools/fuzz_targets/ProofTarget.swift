/// Proof files, and proofs of inclusion and growth made of numbers and hashes.
///
/// A file is written back byte by byte, and proves only entries that the known log has; a true
/// proof of a small tree holds, and with any bit changed it does not.
enum ProofTarget {
  static func attempt(_ input: [UInt8]) {
    if let text = String(validating: input, as: UTF8.self), let file = try? ProofFile(parsing: text)
    {
      demand(NoteTarget.isSame(file.description, text), "a proof file is written otherwise")
      for (index, entry) in Known.entries.enumerated() {
        let isProved = (try? file.verify(entry: entry, by: [Known.log])) != nil
        demand(!isProved || file.index == index, "an entry is proved where it is not")
      }
    }
    var rest = input[...]
    numbers(&rest)
    tree(&rest)
  }

  /// Any numbers and hashes at all: an end, and never a proof, as nobody finds a hash's origin.
  private static func numbers(_ rest: inout ArraySlice<UInt8>) {
    let (index, size) = (number(&rest), number(&rest))
    let hashes = (0..<min(70, rest.count / 4)).map { MerkleTree.leafHash([UInt8($0)]) }
    let (leaf, root) = (MerkleTree.leafHash([1]), MerkleTree.leafHash([2]))
    demand(
      (try? MerkleTree.verifyInclusion(
        leaf: leaf, index: index, size: size, proof: hashes, root: root))
        == nil, "a made-up inclusion")
    demand(
      (try? MerkleTree.verifyConsistency(
        oldSize: index, oldRoot: leaf, newSize: size, newRoot: root, proof: hashes)) == nil,
      "a made-up growth")
    if let span = TileSpan(number: size) { _ = Tile(level: index & 63, span: span)?.path }
  }

  /// A tree of the entries that the input holds.
  private static func tree(_ rest: inout ArraySlice<UInt8>) {
    guard let chosen = rest.popFirst(), let bit = rest.popFirst(), let old = rest.popFirst(),
      let entries = EntryBundle.entries(Array(rest)), !entries.isEmpty, entries.count <= 64
    else { return }
    demand((try? EntryBundle.bytes(entries)) == Array(rest), "a bundle is written otherwise")
    var tree = MemoryTree()
    for entry in entries { tree.append(entry: entry) }
    let (size, root) = (entries.count, tree.root())
    let index = Int(chosen) % size
    let leaf = MerkleTree.leafHash(entries[index])
    guard let proof = try? MerkleTree.inclusionProof(index: index, size: size, nodes: tree) else {
      fatalError("no proof of an entry")
    }
    func holds(_ proof: [TreeHash]) -> Bool {
      (try? MerkleTree.verifyInclusion(
        leaf: leaf, index: index, size: size, proof: proof, root: root))
        != nil
    }
    demand(holds(proof), "a true inclusion")
    demand(proof.isEmpty || !holds(flipped(proof, Int(bit))), "a flipped inclusion")
    demand(!holds(proof + [leaf]), "an inclusion with one hash more")
    growth(tree, from: Int(old) % size + 1, bit: Int(bit))
  }

  private static func growth(_ tree: MemoryTree, from old: Int, bit: Int) {
    let size = tree.size
    guard let before = try? MerkleTree.root(size: old, nodes: tree),
      let proof = try? MerkleTree.consistencyProof(from: old, to: size, nodes: tree)
    else { fatalError("no proof of growth") }
    func holds(_ proof: [TreeHash]) -> Bool {
      (try? MerkleTree.verifyConsistency(
        oldSize: old, oldRoot: before, newSize: size, newRoot: tree.root(), proof: proof)) != nil
    }
    demand(holds(proof), "a true growth")
    demand(proof.isEmpty || !holds(flipped(proof, bit)), "a flipped growth")
  }

  private static func flipped(_ proof: [TreeHash], _ bit: Int) -> [TreeHash] {
    let place = bit % proof.count
    var bytes = proof[place].bytes
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return proof.enumerated().map { $0 == place ? TreeHash(bytes) ?? $1 : $1 }
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int {
    defer { rest = rest.dropFirst(8) }
    return Int(bitPattern: rest.prefix(8).reduce(UInt(0)) { $0 << 8 | UInt($1) })
  }
}
