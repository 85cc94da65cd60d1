/// A member who might be asked, with all that the router knows of them.
public struct Candidate: Sendable {
  public let member: Member
  public let load: Load
  /// What is to be expected of them on the branches still open.
  public let prospect: Prospect
  /// Whether this question was offered to them before.
  public let wasAsked: Bool

  /// Takes what the router is to know.
  public init(member: Member, load: Load, prospect: Prospect, wasAsked: Bool) {
    self.member = member
    self.load = load
    self.prospect = prospect
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

  /// Whether what is left of today's budget is the share kept for questions that need it more.
  func isReserved(rule: Rule, now: Instant) -> Bool {
    let open = member.availability.budgetPerDay * (1_000_000 - rule.reservePartsPerMillion)
    return load.offered(on: now) * 1_000_000 >= open
  }
}

/// Why somebody was not considered.
public enum Exclusion: String, Codable, CaseIterable, Sendable {
  case asker, alreadyAsked, notInSubject, asleep, budgetSpent
  /// The rest of today's budget is kept for questions that the first answers do not settle.
  case budgetReserved
}
