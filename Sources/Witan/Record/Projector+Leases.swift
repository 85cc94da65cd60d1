/// What becomes of assignments while their question is open.
extension Projector {
  /// The lease ends later, and its holder may be reminded anew.
  static func extended(_ fact: LeaseExtended, at instant: Instant, _ pen: any Pen) throws {
    try change(fact.assignment, pen) {
      let takenAt = $0.lease?.takenAt ?? instant
      $0.become(.held(lease: Lease(takenAt: takenAt, endsAt: fact.endsAt)))
    }
    try pen.wake(fact.question, at: instant)
  }

  /// The holders are told, once a lease.
  static func reminded(_ fact: LeasesReminded, at instant: Instant, _ pen: any Pen) throws {
    for assignment in fact.assignments {
      try change(assignment, pen) {
        guard var lease = $0.lease else { return }
        lease.remindedAt = instant
        $0.become(.held(lease: lease))
      }
    }
    try pen.wake(fact.question, at: instant)
  }

  /// One assignment ends and another begins in its place, in the same wave.
  static func handedOver(
    _ fact: AssignmentHandedOver, at instant: Instant, _ pen: any Pen
  ) throws {
    var wave = 0
    try change(fact.assignment, pen) {
      wave = $0.wave
      $0.become(.handedOver(at: instant, to: fact.heir))
    }
    let next = Assignment(
      id: fact.next, question: fact.question, expert: fact.heir, wave: wave, offeredAt: instant,
      offerEndsAt: fact.offerEndsAt, state: .offered, pendingFor: fact.heir,
      handedFrom: fact.assignment)
    try pen.offer(next)
    try pen.wake(fact.question, at: instant)
  }

  /// The question has more photos, and stands again with those who had wanted one.
  static func photosAdded(_ fact: PhotosAdded, at instant: Instant, _ pen: any Pen) throws {
    var question = try pen.needed(fact.question)
    let first = question.photos.count
    question.photos += try fact.photos.map { try pen.revealed($0) }
    question.keep(originals: try fact.originals?.map { try pen.revealed($0) }, first: first)
    question.photoAddedAt = instant
    // Others are asked too, as if the last wave had found somebody.
    question.isWaveEmpty = false
    try pen.keep(question)
    for id in fact.reoffered { try offerAgain(id, at: instant, until: fact.offerEndsAt, pen) }
    try pen.wake(fact.question, at: instant)
  }

  /// Who wanted another photo, and could not be asked when it came, is now.
  static func reoffered(
    _ fact: AssignmentsReoffered, at instant: Instant, _ pen: any Pen
  ) throws {
    for id in fact.assignments { try offerAgain(id, at: instant, until: fact.offerEndsAt, pen) }
    try pen.wake(fact.question, at: instant)
  }

  private static func offerAgain(
    _ id: ID<Assignment>, at instant: Instant, until end: Instant, _ pen: any Pen
  ) throws {
    guard var assignment = try pen.value(.assignment, id.text, as: Assignment.self) else { return }
    assignment.againFor = assignment.photoWish?.reason
    assignment.offeredAt = instant
    assignment.offerEndsAt = end
    assignment.become(.offered)
    try pen.offer(assignment)
  }

  /// Anybody who qualifies may take the question from now on.
  static func opened(_ fact: QuestionOpened, at instant: Instant, _ pen: any Pen) throws {
    var question = try pen.needed(fact.question)
    question.opening = Opening(at: instant, until: fact.endsAt, qualified: fact.qualified)
    question.openTo = question.subject
    try pen.keep(question)
    try pen.wake(fact.question, at: instant)
  }

  /// Somebody has it who was not offered it.
  static func takenUnasked(
    _ fact: OpenQuestionTaken, at instant: Instant, _ pen: any Pen
  ) throws {
    let question = try pen.needed(fact.question)
    var rhythm = try pen.rhythm(fact.expert)
    rhythm.act(at: instant)
    try pen.put(.rhythm, fact.expert.text, rhythm)
    try pen.offer(
      Assignment(
        came: fact.assignment, question: fact.question, by: fact.expert, wave: question.wave,
        at: instant, until: fact.endsAt))
    try pen.wake(fact.question, at: instant)
  }
}

extension Pen {
  /// Keeps an assignment that is offered now, notes whether its expert was just seen, and counts
  /// the offer.
  func offer(_ assignment: Assignment) throws {
    var (assignment, load) = (assignment, try load(assignment.expert))
    let instant = assignment.offeredAt
    assignment.wasHere = try rhythm(assignment.expert).isHere(at: instant, rule: rule())
    load.offer(at: instant)
    try put(.assignment, assignment.id.text, assignment)
    try put(.load, assignment.expert.text, load)
  }
}
