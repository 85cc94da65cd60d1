extension Projector {
  /// Takes offers and leases back from who is to answer no more; others are asked in their place.
  ///
  /// - Parameter isOver: whether one of those that await an answer is to be taken back.
  static func takeBack(
    _ assignments: [Assignment], at instant: Instant, _ pen: any Pen,
    where isOver: (Assignment) throws -> Bool = { _ in true }
  ) throws {
    for assignment in assignments where try assignment.isPending && isOver(assignment) {
      try change(assignment.id, pen) { $0.become(.released(at: instant, lease: $0.lease)) }
      try pen.wake(assignment.question, at: instant)
    }
  }

  /// Takes back what a member who was put into a group holds of the group's own questions, and what
  /// the group holds of theirs: nobody answers what one of their group asked.
  static func takeBackAmong(_ member: Member, at instant: Instant, _ pen: any Pen) throws {
    guard let group = member.group else { return }
    try takeBack(pen.pending(for: member.id), at: instant, pen) {
      try pen.member(pen.needed($0.question).asker)?.group == group
    }
    let asked = RecordFilter(.equal(field: "asker", to: member.id.text))
    for question in try pen.questions(asked) where question.isOpen {
      try takeBack(pen.assignments(of: question.id), at: instant, pen) {
        try pen.member($0.expert)?.group == group
      }
      try pen.wake(question.id, at: instant)
    }
  }
}
