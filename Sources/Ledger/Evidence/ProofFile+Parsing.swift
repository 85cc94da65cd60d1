extension ProofFile {
  /// Reads a file; `description` gives the same bytes back.
  ///
  /// Refuses the optional `extra` line: we never write it, nothing signs it, and dropping it
  /// silently would hide it from the reader.
  public init(parsing file: String) throws(NoteFault) {
    let bytes = Array(file.utf8)
    guard bytes.count <= SignedNote.longestNote else {
      throw .badProofFile(reason: "is longer than \(SignedNote.longestNote) bytes")
    }
    var lines = bytes.split(
      separator: .newline, maxSplits: 3 + Self.mostHashes, omittingEmptySubsequences: false)
    guard lines.removeFirst().elementsEqual(Self.header.utf8) else {
      throw .badProofFile(reason: "does not begin with \(Self.header)")
    }
    let index = try Self.index(lines.isEmpty ? [] : lines.removeFirst())
    guard let end = lines.firstIndex(where: \.isEmpty), end < lines.count - 1 else {
      throw .badProofFile(
        reason: "has no blank line before its checkpoint, or more than \(Self.mostHashes) hashes")
    }
    let note = bytes[lines[end + 1].startIndex...]
    self.init(
      index: index, hashes: try Self.hashes(lines[..<end]),
      checkpoint: try SignedNote(parsing: String(decoding: note, as: UTF8.self)))
  }

  private static func index(_ line: ArraySlice<UInt8>) throws(NoteFault) -> Int {
    guard !line.starts(with: "extra ".utf8) else {
      throw .badProofFile(reason: "has an extra line, which is not read here")
    }
    let label = "index "
    guard line.starts(with: label.utf8),
      let index = Int(plainDecimal: line.dropFirst(label.utf8.count))
    else { throw .badProofFile(reason: "has no index in plain decimal on its second line") }
    return index
  }

  private static func hashes(
    _ lines: ArraySlice<ArraySlice<UInt8>>
  ) throws(NoteFault) -> [TreeHash] {
    var hashes: [TreeHash] = []
    for line in lines {
      guard let hash = TreeHash(base64: String(decoding: line, as: UTF8.self)) else {
        throw .badProofFile(reason: "has a hash that is not 32 bytes in base64")
      }
      hashes.append(hash)
    }
    return hashes
  }
}
