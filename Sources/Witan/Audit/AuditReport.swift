/// What an audit found.
public struct AuditReport: Codable, Equatable, Sendable {
  /// How many entries the ledger has; all were hashed, but for those that are missing.
  public var entries = 0
  /// How many of them were applied: all, but those that cannot be read or applied.
  public var replayed = 0
  /// How many records, payloads and attachments were compared or hashed.
  public var records = 0
  public var payloads = 0
  public var attachments = 0
  /// How many payloads were erased, as the record tells.
  public var erased = 0
  /// How many verdicts, routes and lessons were derived anew.
  public var verdicts = 0
  public var routes = 0
  public var lessons = 0
  /// The tree's root over all entries, in hexadecimal.
  public var root = ""
  /// Whether a signed checkpoint was checked, and of what size.
  public var checkpointSize: Int?
  /// The checkpoint that was checked, good or not: the signed note itself.
  public var checkpoint: String?
  /// Which key signs checkpoints of which sizes, the first first.
  public var keys: [KeyTerm] = []
  /// Witnesses who cosigned the checkpoint that was kept elsewhere.
  public var cosigned: [Cosigned] = []
  /// What is broken, and what differs and is not comparable: what concerns the file, then entry by
  /// entry, then the rest; at most `faultLimit`. An export has all.
  public var faults: [AuditFault] = []
  /// How many places are broken in all.
  public var faultCount = 0
  /// How many places differ that are not comparable, as an earlier entry could not be applied.
  public var doubtCount = 0

  /// How many faults are listed.
  public static let faultLimit = 10_000
  /// So many bytes of faults are listed with all that is kept and derived; the others only with
  /// where the two first differ.
  static let wholesLimit = 8 << 20

  /// Whether nothing is broken.
  public var isClean: Bool { faultCount == 0 }
}

/// A witness's word for a checkpoint.
public struct Cosigned: Codable, Equatable, Sendable {
  public let witness: String
  /// When the witness says to have seen it, to the second.
  public let at: Instant
}
