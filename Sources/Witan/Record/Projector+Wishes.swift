/// Those who want another photo, where what they may be asked changes meanwhile.
extension Projector {
  /// A member may be asked at other times: when they are owed a question is reckoned anew.
  static func rewake(for member: ID<Member>, at instant: Instant, _ pen: any Pen) throws {
    for wish in try pen.wishes(of: member) { try pen.wake(wish.question, at: instant) }
  }

  /// Ends the wishes of those to whom their question can be brought no more, so that no asker goes
  /// back for a photo that nobody will see.
  static func endWishes(_ wishes: [Assignment], at instant: Instant, _ pen: any Pen) throws {
    for wish in wishes {
      let question = try pen.needed(wish.question)
      guard question.isOpen, wish.photoWish != nil else { continue }
      if let expert = try pen.member(wish.expert), try pen.isFitAgain(expert, for: question) {
        continue
      }
      try change(wish.id, pen) { $0.isWishVoid = true }
      try pen.wake(wish.question, at: instant)
    }
  }
}

extension Shelf {
  /// How many of the latest that somebody was asked are looked at for a wish: open questions are
  /// among them.
  private static var latest: Int { 200 }

  /// Where a member wants another photo of a question that is open.
  func wishes(of member: ID<Member>) throws -> [Assignment] {
    try values(
      .assignment,
      RecordFilter(
        .equal(field: "expert", to: member.text), limit: Self.latest, isDescending: true),
      as: Assignment.self
    ).filter { try $0.photoWish != nil && question($0.question)?.isOpen == true }
  }
}
