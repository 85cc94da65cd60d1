/// Why a witness does not sign (C2SP tlog-witness; the status is that of its HTTP answer).
public enum WitnessFault: Error, Sendable, Equatable {
  /// The request or its checkpoint cannot be read (400).
  case malformed(NoteFault)
  /// The checkpoint is smaller than the size from which it is said to have grown (400).
  case shrinks(from: Int, to: Int)
  /// The log is not one that this witness was told of (404).
  case unknownOrigin(String)
  /// The key that this witness was told of did not sign the checkpoint (403).
  case notSigned(origin: String)
  /// The witness knows another size, from which the proof must be made (409, with that size).
  case otherSize(known: Int)
  /// The checkpoint has the size that the witness knows and another root: the log showed two
  /// histories (409).
  case forked(size: Int)
  /// The proof does not lead from what the witness knows to the checkpoint (422).
  case unproved(ProofFault)
}

extension WitnessFault: CustomStringConvertible {
  /// A sentence for people.
  public var description: String {
    switch self {
    case .malformed(let fault): "The request cannot be read. \(fault)"
    case .shrinks(let old, let new):
      "A checkpoint of \(new) entries cannot have grown from \(old)."
    case .unknownOrigin(let origin): "This witness was not told of the log “\(origin)”."
    case .notSigned(let origin):
      "The checkpoint is not signed by the key that this witness knows of “\(origin)”."
    case .otherSize(let known):
      "The last checkpoint that this witness signed has \(known) entries; the proof must be from"
        + " there."
    case .forked(let size):
      "This witness has signed another checkpoint of \(size) entries: the log shows two histories."
    case .unproved(let fault):
      "The checkpoint is not proved to hold what this witness has signed. \(fault)"
    }
  }
}
