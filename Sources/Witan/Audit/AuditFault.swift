/// One broken place.
public struct AuditFault: Codable, Equatable, Sendable {
  /// What: `entry 17`, `answer r-...-2`, `photos/....jpg`, `checkpoint`.
  public let place: String
  /// What is wrong with it.
  public let reason: String
  /// The entry of the ledger at which it was found; nil where it belongs to none.
  public var entry: Int?
  /// What is kept and what was derived, where the two can be held against each other.
  public var evidence: AuditEvidence?
  /// An earlier entry that could not be applied, and for which alone this may differ: it is not
  /// comparable, and not counted among what is broken.
  public var mayFollowFrom: Int?

  /// The same without what an auditor who may yet be asked must not see.
  func withoutValues() -> AuditFault {
    var fault = self
    fault.evidence = evidence.map { AuditEvidence(field: $0.field, kept: nil, derived: nil) }
    return fault
  }

  /// The same without the wholes, which may be long.
  func withoutWholes() -> AuditFault {
    var fault = self
    fault.evidence?.keptWhole = nil
    fault.evidence?.derivedWhole = nil
    return fault
  }
}
