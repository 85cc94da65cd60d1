/// Entries as they are served beside the tiles of level 0 (C2SP tlog-tiles): each with its length
/// before it, a big-endian number of 16 bits.
public enum EntryBundle {
  /// The entries one after the other; throws `entryTooLong` for one whose length does not fit.
  public static func bytes(_ entries: [[UInt8]]) throws(ProofFault) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      guard entry.count <= MerkleTree.longestEntry else {
        throw .entryTooLong(byteCount: entry.count)
      }
      bytes += [UInt8(entry.count >> 8), UInt8(entry.count & 0xFF)]
      bytes += entry
    }
    return bytes
  }

  /// The entries of a bundle; nil where it ends within one.
  public static func entries(_ bytes: [UInt8]) -> [[UInt8]]? {
    var entries: [[UInt8]] = []
    var rest = bytes[...]
    while let high = rest.popFirst() {
      guard let low = rest.popFirst() else { return nil }
      let count = Int(high) << 8 | Int(low)
      guard rest.count >= count else { return nil }
      entries.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return entries
  }
}
