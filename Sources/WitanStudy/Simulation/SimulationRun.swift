import Inference
import Witan

/// One policy at work on one community: a queue of what happens next, and the state it changes.
struct SimulationRun {
  let policy: Simulation.Policy
  let rule: Rule
  var community: SimulatedCommunity
  private(set) var learner: Learner
  var roster: Roster
  private var desks: [Int: Open] = [:]
  private var queue = EventQueue()
  private var loads: [Load] = []
  private var rhythms: [Rhythm] = []
  private var requestsToday: [Int] = []
  private let basePriors: [String: TreePrior]
  let depth: Int
  var chance: Chance
  var tally: SimulationTally
  private let counted: Int

  /// A question on its way.
  struct Open {
    var question: Question
    var prior: TreePrior
    var assignments: [Assignment] = []
    var people: [Int] = []
    var evidence: [Case.Evidence] = []
    var record: SimulationTally.Record
    /// When the clock looks at it next.
    var wakeAt = Int.max
  }

  /// What happens to whom.
  enum Happening {
    case ask(Int)
    case answer(question: Int, slot: Int)
    case clock(Int)
    case join(Int)
    case midnight
    /// Those who are there open their queue.
    case look
  }

  /// Who answered every founding question.
  private static let foundingAnswers = 12
  /// How long after the end open questions are followed, in milliseconds.
  private static let aftermath = 2 * Simulation.day

  init(_ policy: Simulation.Policy, _ settings: Simulation.Settings, rule: Rule, seed: UInt64)
    throws
  {
    self.policy = policy
    var rule = rule
    rule.foundingQuestions = min(rule.foundingQuestions, settings.foundingQuestions)
    self.rule = rule
    community = try SimulatedCommunity(settings, seed: seed)
    let taxonomy = community.taxa.taxonomy
    learner = Learner(subject: Simulation.subject, taxonomy: taxonomy, rule: rule)
    roster = Roster(subject: Simulation.subject, rule: rule)
    depth = taxonomy.finestDepth
    chance = Chance(seed: ~seed)
    var priors: [String: TreePrior] = [:]
    for country in SimulatedTaxonomy.countries {
      priors[country] = try taxonomy.prior(at: try Place(country), rule: rule)
    }
    basePriors = priors
    loads = community.people.map { Load(expert: $0.id) }
    rhythms = community.people.map { Rhythm(expert: $0.id) }
    requestsToday = community.people.map { _ in 0 }
    counted = community.questions.count { $0.askedAt >= 0 }
    tally = SimulationTally(policy: policy, people: community.people.count)
    for (place, question) in community.questions.enumerated() {
      queue.add(question.askedAt, .ask(place))
    }
    for (place, person) in community.people.enumerated() {
      if person.joinedAt < 0 { try note(place) } else { queue.add(person.joinedAt, .join(place)) }
    }
    for instant in stride(
      from: -SimulatedCommunity.stretch, to: (settings.days + 1) * Simulation.day,
      by: SimulatedCommunity.stretch)
    {
      queue.add(instant, .look)
    }
    for number in 1...max(1, settings.days) { queue.add(number * Simulation.day, .midnight) }
  }

  /// Lets everything happen, and gives what came of it.
  mutating func finish(_ progress: (Int, Int) -> Void) throws -> SimulationTally {
    var (done, isBegun) = (0, false)
    let end = (community.questions.last?.askedAt ?? 0) + Self.aftermath
    while let (instant, happening) = queue.next(), instant <= end {
      if instant >= 0 && !isBegun {
        isBegun = true
        tally.begin(qualified())
      }
      switch happening {
      case .ask(let place):
        try ask(place, at: instant)
        if instant >= 0 {
          done += 1
          progress(done, counted)
        }
      case .answer(let question, let slot): try answer(question, slot, at: instant)
      case .clock(let question):
        guard desks[question]?.wakeAt == instant else { continue }
        try advance(question, at: instant)
        wake(question, at: instant)
      case .join(let person): try note(person)
      case .midnight: try turnDay(at: instant)
      case .look: look(at: instant)
      }
    }
    let left = community.people.count { $0.leftAt != nil && $0.joinedAt < ($0.leftAt ?? 0) }
    tally.end(qualified(), left: left)
    return tally
  }

  /// Somebody's place in the roster follows what is known of them.
  private mutating func note(_ place: Int) throws {
    let person = community.people[place]
    roster.put(
      try person.member(at: Simulation.beginning), load: loads[place], rhythm: rhythms[place],
      skill: learner.book.skill(person.id))
  }

  func now(_ instant: Int) -> Instant {
    Instant(milliseconds: Simulation.beginning.milliseconds + instant)
  }

  /// Whoever is there is seen: the server knows whose queue is open.
  private mutating func look(at instant: Int) {
    for place in community.people.indices where community.isThere(place, at: instant) {
      rhythms[place].act(at: now(instant))
      roster.see(community.people[place].id, at: now(instant))
    }
  }

  /// Who has proved that they know, in some region.
  private func qualified() -> Set<ID<Member>> {
    let regions = SimulatedTaxonomy.countries.compactMap { try? Place($0).region }
    return Set(
      community.people.map(\.id).filter { id in
        let skill = learner.book.skill(id)
        return regions.contains { skill.isProved(in: $0, depth: depth, rule: rule) }
      })
  }
}

extension SimulationRun {
  /// A question comes.
  private mutating func ask(_ place: Int, at instant: Int) throws {
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

  private func evidence(
    _ person: Int, _ place: Int, _ open: Open, at instant: Int
  ) -> Case.Evidence {
    let who = community.people[person]
    return Case.Evidence(
      answer: Answer(
        recorded: ID("r-\(place)-\(open.evidence.count + 1)"), question: open.question.id,
        expert: who.id, taxon: community.answer(person, place, at: instant), at: now(instant)),
      skill: learner.book.skill(who.id), isHome: who.country == open.question.place?.code)
  }

  private func file(_ open: Open) -> Case {
    Case(
      question: open.question, taxonomy: community.taxa.taxonomy, prior: open.prior, rule: rule,
      progress: learner.book.progress, evidence: open.evidence)
  }

  /// Does what time asks of a question, as the desk does.
  private mutating func advance(_ place: Int, at instant: Int) throws {
    for _ in 0..<16 {
      guard let open = desks[place],
        let step = open.question.nextStep(
          assignments: open.assignments, now: now(instant), rule: rule)
      else { return }
      switch step {
      case .lapse(let over): lapse(place, Set(over), at: instant)
      case .remind: return
      case .firstWord: try reach(place, on: .deadline, at: instant)
      case .widen: guard try widen(place, at: instant) else { return }
      }
    }
  }

  /// Sends the next wave, or closes the question, by the same rules as the desk.
  private mutating func widen(_ place: Int, at instant: Int) throws -> Bool {
    guard let open = desks[place] else { return false }
    let file = file(open)
    let isAnybodyAsked = open.assignments.contains { $0.isPending }
    let need = Router.Need(
      question: open.question, branches: community.taxa.taxonomy.openBranches(try file.belief()),
      depth: depth, stakes: try file.stakes(), asked: Set(open.assignments.map(\.expert)),
      pending: Set(open.assignments.filter(\.isPending).map(\.expert)),
      assignments: open.assignments.count, answers: open.evidence.count,
      isFounding: file.isFounding)
    let wave = wave(need, rule: file.rule, at: instant)
    let isOver = open.question.deadline <= now(instant) || !wave.mayComeLater
    if wave.people.isEmpty && !isAnybodyAsked && isOver {
      try reach(place, on: .exhausted, at: instant)
      return false
    }
    if let best = wave.ablest, !isAnybodyAsked, file.evidence.count >= rule.answersForTaxon,
      try !file.isWorthAsking(chancePartsPerMillion: best)
    {
      try reach(place, on: .exhausted, at: instant)
      return false
    }
    let clock = rule.clock(open.question.urgency)
    let isDue = open.question.wavedAt.map {
      $0.adding(seconds: clock.waveSeconds) <= now(instant)
    }
    guard !wave.people.isEmpty || isDue ?? true else {
      return false
    }
    try offer(place, wave, at: instant)
    return true
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
          until: now(instant).adding(seconds: clock.waveSeconds + clock.leaseSeconds)))
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
    desks[place] = open
    wake(place, at: instant)
  }

  /// The next time at which the clock alone changes something.
  private mutating func wake(_ place: Int, at instant: Int) {
    guard let open = desks[place], open.question.isOpen else { return }
    var instants = open.assignments.compactMap(\.endsAt)
    instants.append(open.question.deadline)
    let wave = rule.clock(open.question.urgency).waveSeconds
    if let wavedAt = open.question.wavedAt { instants.append(wavedAt.adding(seconds: wave)) }
    let later = instants.filter { $0 > now(instant) }.min() ?? now(instant).adding(seconds: wave)
    let next = later.milliseconds - Simulation.beginning.milliseconds
    desks[place]?.wakeAt = next
    queue.add(next, .clock(place))
  }
}

extension SimulationRun {
  /// Somebody answers, unless the question closed or the offer lapsed.
  private mutating func answer(_ place: Int, _ slot: Int, at instant: Int) throws {
    guard var open = desks[place], open.assignments[slot].isPending,
      community.people[open.people[slot]].isHere(at: instant)
    else { return }
    let person = open.people[slot]
    open.evidence.append(evidence(person, place, open, at: instant))
    open.assignments[slot].become(.answered(at: now(instant), isLate: false))
    let offeredAt = open.assignments[slot].offeredAt
    desks[place] = open
    rhythms[person].act(at: now(instant))
    rhythms[person].respond(
      hour: hour(person, offeredAt), wasHere: open.assignments[slot].wasHere,
      seconds: offeredAt.seconds(until: now(instant)))
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
  private mutating func lapse(_ place: Int, _ over: Set<ID<Assignment>>, at instant: Int) {
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
    rhythms[person].miss(
      hour: hour(person, offeredAt), wasHere: open.assignments[slot].wasHere,
      seconds: offeredAt.seconds(until: now(instant)), rule: rule)
    loads[person].pending -= 1
    try? note(person)
  }

  /// What the community holds now; when that closes the question, it is learned from.
  private mutating func reach(_ place: Int, on occasion: Occasion, at instant: Int) throws {
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

  private mutating func learn(_ place: Int, _ open: Open) throws {
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

  /// A day ends: who was asked more than they bear may leave for it.
  private mutating func turnDay(at instant: Int) throws {
    for person in community.people.indices where community.people[person].isHere(at: instant) {
      var chance = community.chance(person, instant / Simulation.day)
      if requestsToday[person] > community.people[person].patience,
        chance.below(100) < Simulation.burnOutPercent
      {
        community.people[person].leftAt = instant
        tally.burnOuts += 1
      }
    }
    for person in community.people.indices {
      requestsToday[person] = 0
      if community.people[person].leftAt ?? Int.max <= instant {
        roster.remove(community.people[person].id)
      }
    }
  }
}
