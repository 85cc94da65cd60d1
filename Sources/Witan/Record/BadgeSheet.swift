/// A badge as its holder, stewards and auditors see it.
public struct BadgeSheet: Codable, Equatable, Sendable {
  public let id: String
  /// The holder's handle; nil after erasure.
  public let member: String?
  public let subject: String
  /// The branch of the taxonomy; nil for a plain list as a whole.
  public let branch: String?
  public let region: String
  /// How many answers there were judged when it was awarded.
  public let judged: Int
  /// The questions that it leans on, the latest first.
  public let questions: [String]
  public let awardedAt: Instant
  /// The entry of the ledger by which it was awarded.
  public let entry: Int
  /// When it was withdrawn; nil while it holds.
  public let withdrawnAt: Instant?
  /// The question whose outcome took it back.
  public let because: String?

  /// A badge with its holder's handle.
  init(_ badge: Badge, on shelf: any Shelf) throws {
    let claim = badge.claim
    id = badge.id.text
    member = try shelf.member(badge.member)?.handle
    subject = claim.subject.text
    branch = claim.branch.isEmpty ? nil : claim.branch
    region = claim.region
    judged = claim.judged
    questions = claim.questions.map(\.text)
    (awardedAt, entry) = (badge.awardedAt, badge.entry)
    (withdrawnAt, because) = (badge.withdrawnAt, badge.because?.text)
  }

  /// What it says, in a few words.
  public var words: String {
    "\(branch ?? subject) in \((try? Place(region).name) ?? region)"
  }
}
