extension SignedNote {
  /// Reads a note as it stands in a file; `description` gives the same bytes back.
  ///
  /// The text ends at the last blank line, so it may hold blank lines of its own.
  public init(parsing file: String) throws(NoteFault) {
    let bytes = Array(file.utf8)
    guard bytes.count <= Self.longestNote else {
      throw .badNote(reason: "is longer than \(Self.longestNote) bytes")
    }
    guard let textEnd = Self.lastBlankLine(bytes) else {
      throw .badNote(reason: "has no blank line before its signatures")
    }
    let tail = bytes[(textEnd + 1)...]
    guard tail.last == .newline else {
      throw .badNote(reason: "does not end in a signature line")
    }
    try self.init(
      text: String(decoding: bytes[..<textEnd], as: UTF8.self),
      signatures: try Self.signatures(tail.dropLast()))
  }

  private static func signatures(_ tail: ArraySlice<UInt8>) throws(NoteFault) -> [NoteSignature] {
    let lines = tail.split(
      separator: .newline, maxSplits: mostSignatures, omittingEmptySubsequences: false)
    var signatures: [NoteSignature] = []
    for line in lines {
      guard let signature = NoteSignature(parsing: line) else {
        throw .badSignatureLine(signatures.count + 1)
      }
      signatures.append(signature)
    }
    return signatures
  }

  /// Where the last blank line begins: the offset of the second of two newlines.
  private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
    bytes.indices.dropFirst().last { bytes[$0] == .newline && bytes[$0 - 1] == .newline }
  }
}
