/// A member who might be asked, with all that the router knows of them.
public struct Candidate: Sendable {
  public let member: Member
  public let load: Load
  /// Expected accuracy on the branches still open, and its standard deviation: parts per million.
  public let skillPartsPerMillion: Int
  public let deviationPartsPerMillion: Int
  /// Whether this question was offered to them before.
  public let wasAsked: Bool

  /// Takes what the router is to know.
  public init(
    member: Member, load: Load, skillPartsPerMillion: Int, deviationPartsPerMillion: Int,
    wasAsked: Bool
  ) {
    self.member = member
    self.load = load
    self.skillPartsPerMillion = skillPartsPerMillion
    self.deviationPartsPerMillion = deviationPartsPerMillion
    self.wasAsked = wasAsked
  }

  /// Why this member may not be asked now, nil when they may.
  func exclusion(for question: Question, now: Instant) -> Exclusion? {
    if member.id == question.asker { return .asker }
    if wasAsked { return .alreadyAsked }
    if !member.roles.contains(.expert) || !member.subjects.contains(question.subject) {
      return .notInSubject
    }
    if !member.availability.isAwake(at: now) { return .asleep }
    if load.offered(on: now) >= member.availability.budgetPerDay { return .budgetSpent }
    return nil
  }
}

/// Why somebody was not considered.
public enum Exclusion: String, Codable, CaseIterable, Sendable {
  case asker, alreadyAsked, notInSubject, asleep, budgetSpent
}
