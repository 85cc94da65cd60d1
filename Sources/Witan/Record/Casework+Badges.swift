extension Casework {
  /// What a badge of a member would say now; nil where they are not proved, or are no person with a
  /// role any more.
  ///
  /// Whether somebody left is read from their roles: a replay never knows the handle of somebody
  /// who was erased since.
  func claim(
    _ member: ID<Member>, _ subject: ID<Subject>, branch: String, region: String
  ) throws -> BadgeClaim? {
    guard let holder = try shelf.member(member), holder.isPerson, !holder.roles.isEmpty else {
      return nil
    }
    let skill = try shelf.skill(subject, member)
    guard let cell = skill.cell(branch, region), try isProved(skill, in: cell) else { return nil }
    var lessons = LessonsRead()
    return try claim(of: skill, in: cell, &lessons)
  }

  /// The badges of a subject that are due and that nobody holds yet, in the order of the members'
  /// names; at most `Badge.awardedAtMost`.
  func claimsDue(in subject: ID<Subject>) throws -> [BadgeClaim] {
    let skills = try shelf.values(
      .skill, RecordFilter(.equal(field: "subject", to: subject.text)), as: Skill.self)
    var (due, lessons): ([BadgeClaim], LessonsRead) = ([], LessonsRead())
    for skill in skills.sorted(by: { $0.expert < $1.expert }) {
      let cells = try skill.cells.filter { try isProved(skill, in: $0) }
      guard !cells.isEmpty, let holder = try shelf.member(skill.expert), holder.isPerson,
        !holder.roles.isEmpty
      else { continue }
      for cell in cells
      where try !shelf.hasBadge(skill.expert, subject, cell.branch, cell.region) {
        guard due.count < Badge.awardedAtMost else { return due }
        due.append(try claim(of: skill, in: cell, &lessons))
      }
    }
    return due
  }

  /// The badges that leaned on an overturned verdict, or on one that was recalled because of it,
  /// and do not hold without, in the order of their names: everybody's who answered any of those.
  func badgesLost(by overturned: Question) throws -> [Badge] {
    let look = try shelf.trace(of: overturned.id).last {
      if case .leaningExamined = $0.event { true } else { false }
    }
    var fallen = [overturned.id]
    if case .leaningExamined(let fact)? = look?.event { fallen += fact.recalled }
    let experts = Set(try fallen.flatMap { try shelf.answers(to: $0).map(\.expert) }).sorted()
    return try experts.flatMap { try shelf.badges(of: $0) }
      .filter { $0.withdrawnAt == nil && $0.claim.leans(onAnyOf: fallen) }
      .filter { badge in
        let claim = badge.claim
        let skill = try shelf.skill(claim.subject, claim.member)
        guard let cell = skill.cell(claim.branch, claim.region) else { return true }
        return try !isProved(skill, in: cell)
      }.sorted { $0.id < $1.id }
  }

  /// Whether somebody was judged often enough in a branch and region, and is no worse there than is
  /// expected of anybody, by the rule's own standing.
  private func isProved(_ skill: Skill, in cell: Skill.Cell) throws -> Bool {
    guard !cell.region.isEmpty, cell.worth.answers >= Badge.judgedAtLeast else { return false }
    let rule = try shelf.rule().learned(by: shelf.progress(skill.subject).calibration)
    // At every rank, as a wrong turn at the first says nothing of those below; and by what was
    // answered alone, wherever somebody lives.
    return (1...cell.depth).allSatisfy { depth in
      skill.standing(
        branch: cell.branch, region: cell.region, isHome: nil, depth: depth, rule: rule) == .proved
    }
  }

  /// The claim of somebody who is proved: with the latest questions that taught it.
  private func claim(
    of skill: Skill, in cell: Skill.Cell, _ lessons: inout LessonsRead
  ) throws -> BadgeClaim {
    let answered = try shelf.values(
      .answer, RecordFilter(.equal(field: "expert", to: skill.expert.text)), as: Answer.self
    ).map(\.question)
    var taught: [ID<Question>] = []
    for id in Set(answered).sorted(by: >) where taught.count < Badge.questionsAtMost {
      let isOfCell = try lessons.of(id, on: shelf)?.lessons.contains {
        $0.expert == skill.expert && $0.branch == cell.branch && $0.region == cell.region
          && !$0.right.isEmpty
      }
      guard isOfCell == true, try shelf.question(id)?.subject == skill.subject else { continue }
      taught.append(id)
    }
    return BadgeClaim(
      member: skill.expert, subject: skill.subject, branch: cell.branch, region: cell.region,
      judged: cell.worth.answers, questions: taught)
  }
}

/// Lessons by question, each read once, as those who answered together lean on the same.
private struct LessonsRead {
  private var known: [ID<Question>: SkillsMoved?] = [:]

  /// What a question taught; nil for nothing.
  mutating func of(_ question: ID<Question>, on shelf: any Shelf) throws -> SkillsMoved? {
    if let read = known[question] { return read }
    let read = try shelf.lessons(of: question)
    known[question] = .some(read)
    return read
  }
}

extension BadgeClaim {
  /// Whether it leans on one of these: one that it names, or one before the earliest where it leans
  /// on more than it names.
  func leans(onAnyOf fallen: [ID<Question>]) -> Bool {
    let names = Set(questions)
    let earliest = judged > questions.count ? questions.last : nil
    return fallen.contains { id in names.contains(id) || earliest.map { id < $0 } ?? false }
  }
}

extension Skill {
  /// What was seen in one branch and region; nil for nothing.
  fileprivate func cell(_ branch: String, _ region: String) -> Cell? {
    cells.first { $0.branch == branch && $0.region == region }
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
