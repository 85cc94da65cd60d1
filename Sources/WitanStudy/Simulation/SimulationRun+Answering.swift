import Witan

extension SimulationRun {
  /// Somebody answers, unless the question closed or the offer lapsed.
  mutating func answer(_ place: Int, _ slot: Int, at instant: Int) throws {
    guard var open = desks[place], open.assignments[slot].isPending,
      community.people[open.people[slot]].isHere(at: instant)
    else { return }
    let person = open.people[slot]
    open.evidence.append(evidence(person, place, open, at: instant))
    open.record.answers += 1
    open.record.answeredAt = open.record.answeredAt ?? instant
    if community.people[person].intent != .honest { open.record.attackerAnswers += 1 }
    if community.isLie(person, place, at: instant) { open.record.lies += 1 }
    community.people[person].practice += 1
    open.assignments[slot].become(.answered(at: now(instant), isLate: false))
    if open.evidence.last?.answer.taxon == nil { open.assignments[slot].namedNothing = true }
    let offeredAt = open.assignments[slot].offeredAt
    desks[place] = open
    rhythms[person].act(at: now(instant))
    if open.assignments[slot].cameUnasked != true {
      rhythms[person].respond(
        hour: hour(person, offeredAt), wasHere: open.assignments[slot].wasHere,
        seconds: offeredAt.seconds(until: now(instant)))
    }
    loads[person].pending -= 1
    tally.answer(person)
    try note(person)
    try reach(place, on: .answer, at: instant)
    try advance(place, at: instant)
  }

  private func hour(_ person: Int, _ instant: Instant) -> Int {
    Availability(zone: community.people[person].zone).hourOfWeek(at: instant)
  }

  /// Offers end without an answer.
  mutating func lapse(_ place: Int, _ over: Set<ID<Assignment>>, at instant: Int) {
    guard var open = desks[place] else { return }
    for slot in open.assignments.indices where over.contains(open.assignments[slot].id) {
      open.assignments[slot].become(.lapsed(at: now(instant)))
      miss(open, slot, at: instant)
    }
    desks[place] = open
    wake(place, at: instant)
  }

  private mutating func miss(_ open: Open, _ slot: Int, at instant: Int) {
    let (person, offeredAt) = (open.people[slot], open.assignments[slot].offeredAt)
    if open.assignments[slot].cameUnasked != true {
      rhythms[person].miss(
        hour: hour(person, offeredAt), wasHere: open.assignments[slot].wasHere,
        seconds: offeredAt.seconds(until: now(instant)), rule: rule)
    }
    loads[person].pending -= 1
    try? note(person)
  }

  /// What the community holds now; when that closes the question, it is learned from.
  mutating func reach(_ place: Int, on occasion: Occasion, at instant: Int) throws {
    guard var open = desks[place] else { return }
    let consensus = try file(open).consensus(on: occasion, ledgerSize: 0)
    open.question.phase = consensus.phase
    open.question.consensusVersion = consensus.version
    open.record.note(consensus, at: instant)
    guard !consensus.phase.isOpen else {
      desks[place] = open
      return wake(place, at: instant)
    }
    for slot in open.assignments.indices where open.assignments[slot].isPending {
      open.assignments[slot].become(.released(at: now(instant)))
      miss(open, slot, at: instant)
    }
    desks[place] = nil
    open.record.close(consensus, likeliest: try file(open).likeliest()?.taxon, at: instant)
    tally.add(open.record)
    try learn(place, open)
  }

  mutating func learn(_ place: Int, _ open: Open) throws {
    let asked = community.questions[place]
    guard let base = basePriors[asked.country], !open.evidence.isEmpty else { return }
    let isAnew = try learner.learn(
      from: file(open), base: base,
      truth: asked.isKnown ? (asked.species.name, .known) : nil)
    if isAnew {
      for skill in learner.book.skills.values { roster.put(skill) }
    } else {
      for each in open.evidence { roster.put(learner.book.skill(each.answer.expert)) }
    }
  }
}
