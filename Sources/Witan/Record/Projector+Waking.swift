/// When a question's clock is looked at next.
extension Pen {
  /// Sets when time alone changes a question next, as it stands at this instant.
  func wake(_ id: ID<Question>, at instant: Instant) throws {
    var question = try needed(id)
    question.wakeAt = try nextWake(question, at: instant)
    try keep(question)
  }

  private func nextWake(_ question: Question, at instant: Instant) throws -> Instant? {
    guard question.isOpen else { return nil }
    if question.isForsaken == true { return instant }
    let assignments = try assignments(of: question.id)
    let clock = try rule().clock(question.urgency)
    let ends = assignments.compactMap(\.endsAt)
    var instants = ends + assignments.compactMap { $0.remindsAt(clock) }
    if question.phase == .gathering { instants.append(question.deadline) }
    if ends.isEmpty {
      // Whichever ends last: at the other one nothing happens.
      let stays = try [
        question.opening?.until, question.photoEnd(heeded(assignments, of: question)),
      ]
      if let end = stays.compactMap({ $0 }).max() { instants.append(end) }
    }
    let canWave = try question.opening == nil || question.hasWaveLeft(rule(), asked: assignments)
    if canWave {
      instants.append(
        question.wavedAt == nil
          ? question.askedAt.adding(seconds: clock.waveSeconds) : question.nextWaveAt(clock))
    }
    for owed in assignments where question.isOwed(owed) {
      guard let member = try member(owed.expert), try isFitAgain(member, for: question),
        let next = try member.availability.nextFree(
          from: instant, offered: load(owed.expert).offered(on: instant))
      else { continue }
      instants.append(next)
    }
    return instants.min()
  }
}
