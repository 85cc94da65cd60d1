/// What a log commits to: its name, how many entries it has, and their root (C2SP tlog-checkpoint).
public struct Checkpoint: Sendable, Equatable {
  /// The name of the log; by custom also the name of its key.
  public let origin: String
  public let size: Int
  public let root: TreeHash

  /// A checkpoint from its parts. The origin is one line that is not empty, the size not negative:
  /// both come from our own configuration and tree.
  public init(origin: String, size: Int, root: TreeHash) {
    precondition(Self.isOrigin(origin), "an origin is one line that is not empty")
    precondition(size >= 0, "a tree has no negative size")
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// Reads exactly three lines: origin, size in plain decimal, root in base64. Extension lines are
  /// refused, for we never write them and could not audit them.
  public init(parsing text: String) throws(NoteFault) {
    let lines = text.utf8.split(separator: .newline, omittingEmptySubsequences: false)
    guard lines.count == 4, lines[3].isEmpty else {
      throw .badCheckpoint(reason: "does not have exactly three lines")
    }
    let origin = String(decoding: lines[0], as: UTF8.self)
    guard Self.isOrigin(origin) else {
      throw .badCheckpoint(reason: "has an origin that is empty or holds a control character")
    }
    guard let size = Int(plainDecimal: lines[1]) else {
      throw .badCheckpoint(reason: "has a size that is not a plain decimal")
    }
    guard let root = TreeHash(base64: String(decoding: lines[2], as: UTF8.self)) else {
      throw .badCheckpoint(reason: "has a root that is not 32 bytes in base64")
    }
    self.init(origin: origin, size: size, root: root)
  }

  /// Reads a signed checkpoint after checking its signatures, of which one must be by a given key
  /// that bears the log's own name: another log's key cannot speak for this one.
  public init(verifying note: SignedNote, by verifiers: [NoteVerifier]) throws(NoteFault) {
    let verified = try note.verify(by: verifiers)
    try self.init(parsing: note.text)
    let origin = self.origin
    guard verified.contains(where: { $0.kind == .log && $0.name.isSameBytes(as: origin) }) else {
      throw .originDidNotSign(origin: origin)
    }
  }

  /// The three lines, each with its newline: what is signed.
  public var text: String {
    "\(origin)\n\(size)\n\(root.base64)\n"
  }

  /// Compares origins by their bytes.
  public static func == (left: Checkpoint, right: Checkpoint) -> Bool {
    left.origin.isSameBytes(as: right.origin) && left.size == right.size
      && left.root == right.root
  }

  private static func isOrigin(_ origin: String) -> Bool {
    !origin.utf8.isEmpty && !origin.hasControlCharacter && !origin.utf8.contains(.newline)
  }
}
