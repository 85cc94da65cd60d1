extension Projector {
  /// Notes what an assignment's change tells of when and how fast its expert responds.
  static func follow(_ was: Assignment, _ assignment: Assignment, _ pen: any Pen) throws {
    guard let member = try pen.member(assignment.expert) else { return }
    var rhythm = try pen.rhythm(assignment.expert)
    let before = rhythm
    // Whoever came unasked tells nothing of how they respond to being asked.
    let wasAsked = was.cameUnasked != true
    let offeredAt = assignment.offeredAt
    let hour = member.availability.hourOfWeek(at: offeredAt)
    switch assignment.state {
    case .offered: return
    case .held(let lease): rhythm.act(at: lease.takenAt)
    case .answered(let instant, let isLate):
      rhythm.act(at: instant)
      if was.isPending && !isLate && wasAsked {
        rhythm.respond(
          hour: hour, wasHere: was.wasHere, seconds: offeredAt.seconds(until: instant))
      }
    case .passed(let instant, let reason):
      rhythm.act(at: instant)
      // Who wants a better photo would answer; of any other pass no answer comes.
      if was.isPending && wasAsked && !reason.wantsPhoto {
        rhythm.pass(hour: hour, wasHere: was.wasHere)
      }
    case .handedOver(let instant, _): rhythm.act(at: instant)
    case .lapsed(let instant), .released(let instant, _):
      guard wasAsked else { return }
      var wasHere = was.wasHere
      if case .held = was.state {
        // Of a question that closed while they held it nobody knows whether they would have
        // answered; who let a lease lapse was there and did not.
        if case .released = assignment.state { return }
        wasHere = true
      }
      rhythm.miss(
        hour: hour, wasHere: wasHere, seconds: offeredAt.seconds(until: instant),
        rule: try pen.rule())
    }
    if rhythm != before { try pen.put(.rhythm, rhythm.expert.text, rhythm) }
  }

  /// Members were there.
  static func seen(_ fact: MembersSeen, at instant: Instant, _ pen: any Pen) throws {
    for member in fact.members {
      var rhythm = try pen.rhythm(member)
      rhythm.act(at: instant)
      try pen.put(.rhythm, member.text, rhythm)
    }
  }
}
