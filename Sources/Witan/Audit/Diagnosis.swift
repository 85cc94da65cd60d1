import Ledger

/// Whether what a community needs is there and well: what `witan doctor` prints.
public struct Diagnosis: Codable, Equatable, Sendable {
  /// What was looked at, in order.
  public private(set) var findings: [Finding] = []
  /// Whether nothing was found to be bad.
  public private(set) var isGood = true

  /// One thing that was looked at.
  public struct Finding: Codable, Equatable, Sendable {
    public let name: String
    public let value: String
    public let isGood: Bool
    /// Whether a bad one means that the kept content is damaged.
    public let isAboutContent: Bool
  }

  /// Nothing looked at yet.
  public init() {}

  /// Notes a finding.
  public mutating func note(
    _ name: String, _ value: String, isGood: Bool = true, isAboutContent: Bool = false
  ) {
    findings.append(
      Finding(name: name, value: value, isGood: isGood, isAboutContent: isAboutContent))
    self.isGood = self.isGood && isGood
  }

  /// Notes what an archive says of itself: its size, its checkpoint, its damage.
  mutating func examine(_ shelf: any Shelf) throws {
    let size = try shelf.ledgerSize()
    note("ledger", "\(size) entries")
    let checkpoint = try shelf.checkpoint().map { note in
      try Checkpoint(parsing: SignedNote(parsing: note).text)
    }
    note(
      "checkpoint", checkpoint.map { "signed, of \($0.size)" } ?? "there is none",
      isGood: checkpoint?.size == size, isAboutContent: true)
    let damage = try shelf.damage { _ in }
    for each in damage { note("file", each, isGood: false, isAboutContent: true) }
    if damage.isEmpty { note("file", "no damage found") }
  }
}
