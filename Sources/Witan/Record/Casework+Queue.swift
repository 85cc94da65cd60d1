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
    let file = try file(question)
    let prospect = Prospect(
      try shelf.skill(question.subject, expert.id),
      branches: file.taxonomy.openBranches(try file.belief()), region: file.region,
      isHome: question.isHome(expert), depth: Int(file.taxonomy.tree.depth.max() ?? 1),
      rule: file.rule)
    let gain = try file.expectedLoss() * Double(prospect.skillPartsPerMillion)
    return Precedence(assignment, of: question, gainPartsPerMillion: Int(gain.rounded()), now: now)
  }
}
