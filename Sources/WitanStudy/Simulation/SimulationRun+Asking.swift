import Inference
import Witan

extension SimulationRun {
  /// A question comes.
  mutating func ask(_ place: Int, at instant: Int) throws {
    let asked = community.questions[place]
    let region = try Place(asked.country)
    guard let base = basePriors[asked.country] else { return }
    var question = Question(
      recorded: ID("q-\(place)"), subject: Simulation.subject, asker: ID("m-asker"),
      place: region, urgency: asked.urgency, at: now(instant))
    question.deadline = now(instant).adding(
      seconds: rule.clock(asked.urgency).deadlineSeconds)
    let seen = learner.book.seen(in: region.region, rule: rule)
    let prior = community.taxa.taxonomy.learned(base, seen: seen, rule: rule)
    var open = Open(
      question: question, prior: prior,
      record: SimulationTally.Record(
        askedAt: instant, urgency: asked.urgency, truth: asked.species.name,
        isDangerous: asked.species.isDangerous))
    guard instant >= 0 else { return try found(place, &open) }
    if policy == .witan {
      let file = file(open)
      let promise = Promise.made(
        for: try Router.Need(file, asker: nil, asked: []), roster: &roster, rule: file.rule,
        now: now(instant))
      open.record.promised = promise.odds.map(\.partsPerMillion)
    }
    desks[place] = open
    try advance(place, at: instant)
  }

  /// A question of the record before: twelve people by chance answered it.
  private mutating func found(_ place: Int, _ open: inout Open) throws {
    let instant = open.record.askedAt
    var there = community.people.indices.filter { community.isThere($0, at: instant) }
    chance.shuffle(&there)
    for person in there.prefix(Self.foundingAnswers) {
      open.evidence.append(evidence(person, place, open, at: instant))
    }
    open.question.phase = .unsettled
    try learn(place, open)
  }

  func evidence(
    _ person: Int, _ place: Int, _ open: Open, at instant: Int
  ) -> Case.Evidence {
    let who = community.people[person]
    return Case.Evidence(
      answer: Answer(
        recorded: ID("r-\(place)-\(open.evidence.count + 1)"), question: open.question.id,
        expert: who.id, taxon: community.answer(person, place, at: instant), at: now(instant)),
      skill: learner.book.skill(who.id), isHome: who.country == open.question.place?.code)
  }

  func file(_ open: Open) -> Case {
    Case(
      question: open.question, taxonomy: community.taxa.taxonomy, prior: open.prior, rule: rule,
      progress: learner.book.progress, evidence: open.evidence)
  }

  /// Does what time asks of a question, as the desk does.
  mutating func advance(_ place: Int, at instant: Int) throws {
    for _ in 0..<16 {
      guard let open = desks[place],
        let step = open.question.nextStep(
          assignments: open.assignments, now: now(instant), rule: rule)
      else { return }
      switch step {
      case .lapse(let over): lapse(place, Set(over), at: instant)
      case .remind, .reoffer: return
      case .firstWord: try reach(place, on: .deadline, at: instant)
      case .widen: guard try widen(place, at: instant) else { return }
      }
    }
  }

  /// Sends the next wave, or closes the question, by the same rules as the desk.
  private mutating func widen(_ place: Int, at instant: Int) throws -> Bool {
    guard let open = desks[place] else { return false }
    let file = file(open)
    let need = try Router.Need(file, asker: nil, asked: open.assignments)
    let wave = wave(need, rule: file.rule, at: instant)
    let opened =
      policy == .witan && wave.people.isEmpty
      ? Router.opening(need, roster: &roster, rule: file.rule, now: now(instant)) : nil
    let widening = try open.question.widening(
      by: wave.outlook, canOpen: opened != nil, asked: open.assignments, rule: rule,
      now: now(instant), file: file)
    switch widening {
    case .close: try reach(place, on: .exhausted, at: instant)
    case .wait: break
    case .open:
      let opening = opened.map {
        Opening(at: now(instant), until: $0.endsAt, qualified: $0.qualified)
      }
      desks[place]?.question.opening = opening
    case .offer: try offer(place, wave, at: instant)
    }
    return widening == .offer || widening == .open
  }

  /// Makes the offers, and lets chance say who will answer when.
  private mutating func offer(_ place: Int, _ wave: Wave, at instant: Int) throws {
    guard var open = desks[place] else { return }
    let clock = rule.clock(open.question.urgency)
    for person in wave.people {
      let slot = open.assignments.count
      open.assignments.append(
        Assignment(
          offered: ID("a-\(place)-\(slot + 1)"), question: open.question.id,
          to: community.people[person].id, wave: open.question.wave + 1, at: now(instant),
          until: now(instant).adding(seconds: clock.offerSeconds)))
      open.assignments[slot].wasHere = rhythms[person].isHere(at: now(instant), rule: rule)
      open.people.append(person)
      loads[person].offer(at: now(instant))
      requestsToday[person] += 1
      tally.request(person)
      open.record.requests += 1
      try note(person)
      if let delay = community.delay(person, place, at: instant) {
        queue.add(instant + delay, .answer(question: place, slot: slot))
      }
    }
    if !wave.people.isEmpty { open.question.wave += 1 }
    open.question.wavedAt = now(instant)
    open.question.isWaveEmpty = wave.people.isEmpty
    open.question.retryAt = wave.retryAt
    desks[place] = open
    wake(place, at: instant)
  }

  /// Some of those who look at their queue take a question that is open to all, as many at once as
  /// answers are enough; whoever would have answered if asked does.
  mutating func come(_ there: [Int], to place: Int, at instant: Int) throws {
    guard var open = desks[place] else { return }
    let end = now(instant).adding(seconds: rule.clock(open.question.urgency).leaseSeconds)
    for person in there where !open.people.contains(person) {
      let held = open.assignments.count { $0.lease != nil }
      guard held + open.evidence.count < rule.answersAtMost else { break }
      guard open.assignments.count < Router.askedLimit,
        let delay = community.delay(person, place, at: instant)
      else { continue }
      let slot = open.assignments.count
      open.assignments.append(
        Assignment(
          came: ID("a-\(place)-\(slot + 1)"), question: open.question.id,
          by: community.people[person].id, wave: open.question.wave, at: now(instant), until: end))
      open.people.append(person)
      loads[person].offer(at: now(instant))
      try note(person)
      queue.add(instant + delay, .answer(question: place, slot: slot))
    }
    desks[place] = open
    wake(place, at: instant)
  }

  /// The next time at which the clock alone changes something.
  mutating func wake(_ place: Int, at instant: Int) {
    guard let open = desks[place], open.question.isOpen else { return }
    var instants = open.assignments.compactMap(\.endsAt)
    instants.append(open.question.deadline)
    let wave = rule.clock(open.question.urgency).waveSeconds
    if let wavedAt = open.question.wavedAt { instants.append(wavedAt.adding(seconds: wave)) }
    if let opening = open.question.opening { instants.append(opening.until) }
    if let retryAt = open.question.retryAt { instants.append(retryAt) }
    let later = instants.filter { $0 > now(instant) }.min() ?? now(instant).adding(seconds: wave)
    let next = later.milliseconds - Simulation.beginning.milliseconds
    desks[place]?.wakeAt = next
    queue.add(next, .clock(place))
  }
}
