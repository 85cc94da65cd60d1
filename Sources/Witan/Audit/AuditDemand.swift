import Ledger

/// One thing that the record before an entry asks of it: whether it is so, what the entry has, and
/// what it might have.
struct AuditDemand {
  let isMet: Bool
  /// Read only where it is not met, as some take a look at everybody.
  private let values: () throws -> (kept: [UInt8]?, derived: [UInt8]?)

  /// What is kept beside what was derived.
  var evidence: AuditEvidence? {
    (try? values()).map { AuditEvidence(kept: $0.kept, derived: $0.derived) }
  }

  /// That a fact is the one which follows from the record before; nil for none that could.
  static func same<Fact: Encodable & Equatable>(_ fact: Fact, as derived: Fact?) -> AuditDemand {
    AuditDemand(isMet: fact == derived) {
      (try Canonical.bytes(fact), try derived.map { try Canonical.bytes($0) })
    }
  }

  /// That a field has one of the values that are allowed.
  static func that<Kept: Encodable, Allowed: Encodable>(
    _ field: String, _ kept: Kept, isOf allowed: @escaping @autoclosure () throws -> Allowed,
    _ isMet: Bool
  ) -> AuditDemand {
    AuditDemand(isMet: isMet) {
      (try Canonical.bytes([field: kept]), try Canonical.bytes([field: allowed()]))
    }
  }

  /// That a field has this value.
  static func that<Value: Encodable & Equatable>(
    _ field: String, _ kept: Value, is allowed: Value
  ) -> AuditDemand {
    that(field, kept, isOf: allowed, kept == allowed)
  }

  /// That what a field names is there.
  static func missing(_ field: String, _ kept: some Encodable) -> AuditDemand {
    that(field, kept, isOf: String?.none, false)
  }
}

extension Derivation {
  /// That this member, or the house for nil, made the entry.
  func isBy(_ member: ID<Member>?) -> AuditDemand { .that("by", entry.by, is: member) }

  /// That a steward made the entry, or this member.
  func isBySteward(or member: ID<Member>? = nil) throws -> AuditDemand {
    let isOwn = try member != nil && entry.by == member || isBySteward()
    return try .that("by", entry.by, isOf: [member].compactMap { $0 } + replay.stewards(), isOwn)
  }

  /// Whether a steward made the entry.
  func isBySteward() throws -> Bool {
    try entry.by.flatMap { try replay.member($0) }?.isOne(of: .steward) ?? false
  }
}

extension [AuditDemand] {
  /// Whether all are met.
  var areMet: Bool { allSatisfy(\.isMet) }
}
