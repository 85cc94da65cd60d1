import Inference

extension Casework {
  /// What awaits an expert's answer, what they are worth most for first.
  func queue(of expert: Member, now: Instant) throws -> [Assignment] {
    let pending = try shelf.pending(for: expert.id)
    guard pending.count > 1 else { return pending }
    return try pending.map { try place($0, for: expert, now: now) }.sorted(by: >).map(\.assignment)
  }

  /// The place of a waiting question. An answer gains what is expected to be lost without it, by
  /// the chance that the expert can tell; see `Case.isWorthAsking`.
  private func place(
    _ assignment: Assignment, for expert: Member, now: Instant
  ) throws -> Precedence {
    let question = try shelf.existing(assignment.question)
    let (need, rule) = try need(question)
    let skill = try shelf.skill(question.subject, expert.id).expectedPartsPerMillion(
      need, isHome: question.isHome(expert), rule: rule)
    return Precedence(
      assignment, of: question, gainPartsPerMillion: need.stakes * skill / 1_000_000, now: now)
  }
}
