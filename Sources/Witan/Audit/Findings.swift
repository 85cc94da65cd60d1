import Ledger

/// What an audit has found so far.
///
/// Faults are kept on a scratch record in the order in which they are told: what concerns the file,
/// then entry by entry, then the rest. However many there are, they do not fill the memory.
final class Findings {
  /// The figures; the faults are in it only after `finish`.
  var report = AuditReport()
  /// What is in doubt because of what was found.
  var doubts = Doubts()
  private let pen: any Pen
  /// Whether values are shown: who may yet be asked must not see what others answered.
  private let showsValues: Bool
  private var number = 0

  /// Nothing found yet; the scratch record is also others'.
  init(on pen: any Pen, showsValues: Bool) {
    (self.pen, self.showsValues) = (pen, showsValues)
  }

  private static let title = "fault"

  /// Where a fault stands in the order.
  private enum Rank: Int {
    case file, entry, rest
  }

  /// Notes something wrong with the file.
  func note(file reason: String) {
    keep(AuditFault(place: "file", reason: reason), .file)
  }

  /// Notes something wrong with an entry of the ledger.
  func note(
    entry index: Int, _ reason: String, _ evidence: AuditEvidence? = nil,
    dependsOn scope: Doubts.Scope = .itself
  ) {
    keep(
      AuditFault(
        place: "entry \(index)", reason: reason, entry: index, evidence: evidence,
        mayFollowFrom: doubts.cause(of: scope)), .entry)
  }

  /// Notes something wrong with what belongs to no single entry, or was found at one.
  func note(
    _ place: String, _ reason: String, at entry: Int? = nil, _ evidence: AuditEvidence? = nil,
    dependsOn scope: Doubts.Scope = .itself
  ) {
    keep(
      AuditFault(
        place: place, reason: reason, entry: entry, evidence: evidence,
        mayFollowFrom: doubts.cause(of: scope)), entry == nil ? .rest : .entry)
  }

  private func keep(_ fault: AuditFault, _ rank: Rank) {
    if fault.mayFollowFrom == nil { report.faultCount += 1 } else { report.doubtCount += 1 }
    number += 1
    let key =
      NameList.prefix(Self.title)
      + "\(rank.rawValue)\(Self.digits(fault.entry ?? 0))\(Self.digits(number))"
    let shown = showsValues ? fault : fault.withoutValues()
    do {
      let body: [UInt8] = try Canonical.bytes(shown)
      try pen.put(.mark, key, body)
    } catch {
      // Better told out of order, and without its evidence, than not at all.
      unkept.append(shown.withoutWholes())
    }
  }

  private var unkept: [AuditFault] = []

  private static func digits(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, 12 - text.count)) + text
  }

  /// Puts the first faults into the report, and tells all of them, with all evidence, in order.
  func finish(_ tell: (AuditFault) throws -> Void) throws -> AuditReport {
    var walk = NameList(Self.title, on: pen).walk()
    var bytes = 0
    for fault in unkept {
      report.faults.append(fault)
      try tell(fault)
    }
    while let (_, body) = try walk.nextRecord() {
      let fault = try Canonical.value(AuditFault.self, body)
      try tell(fault)
      guard report.faults.count < AuditReport.faultLimit else { continue }
      bytes += body.count
      report.faults.append(bytes < AuditReport.wholesLimit ? fault : fault.withoutWholes())
    }
    return report
  }
}
