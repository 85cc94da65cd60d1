/// Those who want another photo, where what they may be asked changes meanwhile.
extension Projector {
  /// What a member may be asked has changed: when a question that they want another photo of is
  /// looked at is reckoned anew.
  static func rewake(for member: ID<Member>, at instant: Instant, _ pen: any Pen) throws {
    for wish in try pen.wishes(of: member) { try pen.wake(wish.question, at: instant) }
  }
}

extension Shelf {
  /// How many of the latest that somebody was asked are looked at for a wish: open questions are
  /// among them.
  private static var latest: Int { 200 }

  /// Where a member wants another photo of a question that is open.
  func wishes(of member: ID<Member>) throws -> [Assignment] {
    try latestAsked(member, limit: Self.latest)
      .filter { try $0.photoWish != nil && question($0.question)?.isOpen == true }
  }

  /// A question's assignments, where those who want another photo and may be asked no more, as
  /// things stand, count as having passed it on for want of time: nobody is sent for a photo that
  /// nobody will see. Should they qualify again, so do their wishes.
  func heeded(_ asked: [Assignment], of question: Question) throws -> [Assignment] {
    try asked.map { each in
      guard question.isOpen, let wish = each.photoWish else { return each }
      if let expert = try member(each.expert), try isFitAgain(expert, for: question) { return each }
      var other = each
      other.become(.passed(at: wish.at, reason: .noTime))
      return other
    }
  }
}
