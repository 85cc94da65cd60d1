extension Casework {
  /// What a badge of a member would say now; nil where they are not proved: judged often enough in
  /// the branch and region, and no worse there than is expected of anybody, by the rule's own
  /// standing.
  func claim(
    _ member: ID<Member>, _ subject: ID<Subject>, branch: String, region: String
  ) throws -> BadgeClaim? {
    guard let holder = try shelf.member(member), holder.handle != nil, holder.isProgram != true
    else { return nil }
    let skill = try shelf.skill(subject, member)
    guard !region.isEmpty,
      let cell = skill.cells.first(where: { $0.branch == branch && $0.region == region }),
      cell.worth.answers >= Badge.judgedAtLeast
    else { return nil }
    let rule = try shelf.rule().learned(by: shelf.progress(subject).calibration)
    // At every rank, as a wrong turn at the first says nothing of those below; and by what was
    // answered alone, wherever somebody lives.
    let isProved = (1...cell.depth).allSatisfy { depth in
      skill.standing(branch: branch, region: region, isHome: nil, depth: depth, rule: rule)
        == .proved
    }
    guard isProved else { return nil }
    let answered = try shelf.values(
      .answer, RecordFilter(.equal(field: "expert", to: member.text)), as: Answer.self
    ).map(\.question)
    let taught = try Set(answered).filter { question in
      try shelf.lessons(of: question)?.lessons.contains {
        $0.expert == member && $0.branch == branch && $0.region == region && !$0.right.isEmpty
      } ?? false && shelf.question(question)?.subject == subject
    }
    return BadgeClaim(
      member: member, subject: subject, branch: branch, region: region,
      judged: cell.worth.answers,
      questions: Array(taught.sorted(by: >).prefix(Badge.questionsAtMost)))
  }

  /// The badges of a subject that are due and that nobody holds yet, in the order of the members'
  /// names.
  func claimsDue(in subject: ID<Subject>) throws -> [BadgeClaim] {
    let skills = try shelf.values(
      .skill, RecordFilter(.equal(field: "subject", to: subject.text)), as: Skill.self)
    var due: [BadgeClaim] = []
    for skill in skills.sorted(by: { $0.expert < $1.expert }) {
      for cell in skill.cells where cell.worth.answers >= Badge.judgedAtLeast {
        guard try !shelf.hasBadge(skill.expert, subject, cell.branch, cell.region),
          let claim = try claim(skill.expert, subject, branch: cell.branch, region: cell.region)
        else { continue }
        due.append(claim)
      }
    }
    return due
  }

  /// The badges that leaned on an overturned verdict and do not hold without it, in the order of
  /// their names.
  func badgesLost(by overturned: Question) throws -> [Badge] {
    let experts = Set(try shelf.answers(to: overturned.id).map(\.expert)).sorted()
    return try experts.flatMap { try shelf.badges(of: $0) }
      .filter { $0.withdrawnAt == nil && $0.claim.questions.contains(overturned.id) }
      .filter { badge in
        let claim = badge.claim
        return try self.claim(
          claim.member, claim.subject, branch: claim.branch, region: claim.region) == nil
      }.sorted { $0.id < $1.id }
  }
}

extension Shelf {
  /// A member's badges, withdrawn ones too, the first awarded first.
  func badges(of member: ID<Member>) throws -> [Badge] {
    try values(.badge, RecordFilter(.equal(field: "member", to: member.text)), as: Badge.self)
      .sorted { ($0.entry, $0.id) < ($1.entry, $1.id) }
  }

  /// Whether a member holds a badge of this branch and region.
  func hasBadge(
    _ member: ID<Member>, _ subject: ID<Subject>, _ branch: String, _ region: String
  ) throws -> Bool {
    try badges(of: member).contains {
      $0.withdrawnAt == nil && $0.claim.subject == subject && $0.claim.branch == branch
        && $0.claim.region == region
    }
  }

  /// A badge by its name; nil where there is none.
  func badge(_ id: ID<Badge>) throws -> Badge? { try value(.badge, id.text, as: Badge.self) }
}
