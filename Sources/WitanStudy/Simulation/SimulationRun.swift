import Inference
import Witan

/// One policy at work on one community: a queue of what happens next, and the state it changes.
struct SimulationRun {
  let policy: Simulation.Policy
  let rule: Rule
  var community: SimulatedCommunity
  var learner: Learner
  var roster: Roster
  var desks: [Int: Open] = [:]
  var queue = EventQueue()
  var loads: [Load] = []
  var rhythms: [Rhythm] = []
  var requestsToday: [Int] = []
  let basePriors: [String: TreePrior]
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

  /// How many answered every founding question.
  static let foundingAnswers = 12
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
      case .look: try look(at: instant)
      }
    }
    let left = community.people.count {
      $0.intent == .honest && $0.joinedAt < ($0.leftAt ?? Int.min)
    }
    tally.end(qualified(), left: left)
    return tally
  }

  /// Somebody's place in the roster follows what is known of them.
  mutating func note(_ place: Int) throws {
    let person = community.people[place]
    roster.put(
      try person.member(at: Simulation.beginning), load: loads[place], rhythm: rhythms[place],
      skill: learner.book.skill(person.id))
  }

  func now(_ instant: Int) -> Instant {
    Instant(milliseconds: Simulation.beginning.milliseconds + instant)
  }

  /// Whoever is there is seen: the server knows whose queue is open; and finds what is open to all.
  private mutating func look(at instant: Int) throws {
    let there = community.people.indices.filter { community.isThere($0, at: instant) }
    for place in there {
      rhythms[place].act(at: now(instant))
      roster.see(community.people[place].id, at: now(instant))
    }
    for place in desks.keys.sorted() where desks[place]?.question.opening != nil {
      try come(there, to: place, at: instant)
    }
  }

  /// Who has proved that they know, in some region, of those who do not attack.
  private func qualified() -> Set<ID<Member>> {
    let regions = SimulatedTaxonomy.countries.compactMap { try? Place($0).region }
    return Set(
      community.people.filter { $0.intent == .honest }.map(\.id).filter { id in
        let skill = learner.book.skill(id)
        return regions.contains { skill.isProved(in: $0, depth: depth, rule: rule) }
      })
  }
}

extension SimulationRun {
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
