/// What an audit found.
public struct AuditReport: Codable, Equatable, Sendable {
  /// How many entries the ledger has.
  public var entries = 0
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
  /// Which key signs checkpoints of which sizes, the first first.
  public var keys: [KeyTerm] = []
  /// Witnesses who cosigned the checkpoint that was kept elsewhere.
  public var cosigned: [Cosigned] = []
  /// What is broken, in the order in which it was found, at most `faultLimit`.
  public var faults: [AuditFault] = []
  /// How many faults there are in all.
  public var faultCount = 0

  /// How many faults are listed.
  public static let faultLimit = 1_000

  /// Whether nothing is broken.
  public var isClean: Bool { faultCount == 0 }

  /// Notes a fault.
  mutating func note(_ place: String, _ reason: String) {
    faultCount += 1
    if faults.count < Self.faultLimit { faults.append(AuditFault(place: place, reason: reason)) }
  }
}

/// A witness's word for a checkpoint.
public struct Cosigned: Codable, Equatable, Sendable {
  public let witness: String
  /// When the witness says to have seen it, to the second.
  public let at: Instant
}

/// One broken place.
public struct AuditFault: Codable, Equatable, Sendable {
  /// What: `entry 17`, `answer r-...-2`, `photos/....jpg`, `checkpoint`.
  public let place: String
  /// What is wrong with it, with the evidence.
  public let reason: String
}
