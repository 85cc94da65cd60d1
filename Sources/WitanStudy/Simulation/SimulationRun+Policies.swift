import Witan

extension SimulationRun {
  /// Whom a policy asks next.
  struct Wave {
    let people: [Int]
    let outlook: WaveOutlook
    /// When the clock looks again where nobody is there; nil for when the next wave is due.
    var retryAt: Instant?
  }

  /// The next wave of a question by this run's policy.
  mutating func wave(_ need: Router.Need, rule: Rule, at instant: Int) -> Wave {
    let seed = chance.next()
    switch policy {
    case .witan:
      let dispatch = Router.dispatch(
        need, roster: &roster, rule: rule, seed: seed, now: now(instant))
      return Wave(
        people: dispatch.offers.compactMap { number(of: $0.expert) },
        outlook: WaveOutlook(dispatch, before: need.question.deadline),
        retryAt: dispatch.offers.isEmpty
          ? dispatch.retryAt(
            rule.clock(need.question.urgency), isAwaited: !need.pending.isEmpty,
            from: now(instant)) : nil)
    case .broadcast:
      return plain(
        free(need, at: instant).filter { community.isThere($0, at: instant) }, need, rule)
    case .random:
      var all = awake(free(need, at: instant), at: instant)
      var draw = Chance(seed: seed)
      draw.shuffle(&all)
      return plain(Array(all.prefix(rule.size(ofWave: need.question.wave + 1))), need, rule)
    case .best:
      let all = awake(free(need, at: instant), at: instant)
      let skills = all.map { (place: $0, skill: skill($0, need, rule)) }
        .sorted { ($1.skill, $0.place) < ($0.skill, $1.place) }
      let size = rule.size(ofWave: need.question.wave + 1)
      return plain(skills.prefix(size).map(\.place), need, rule)
    }
  }

  /// A wave without any thought for those asked.
  private func plain(_ people: [Int], _ need: Router.Need, _ rule: Rule) -> Wave {
    Wave(
      people: people,
      outlook: WaveOutlook(
        isEmpty: people.isEmpty, ablest: people.map { skill($0, need, rule) }.max(),
        mayComeLater: true))
  }

  /// The chance to name the right taxon, by the record, in parts per million.
  private func skill(_ person: Int, _ need: Router.Need, _ rule: Rule) -> Int {
    let who = community.people[person]
    return learner.book.skill(who.id).expectedPartsPerMillion(
      need, isHome: who.country == need.question.place?.code, rule: rule)
  }

  /// Members who were not asked yet.
  private func free(_ need: Router.Need, at instant: Int) -> [Int] {
    community.people.indices.filter {
      community.people[$0].isHere(at: instant) && !need.asked.contains(community.people[$0].id)
    }
  }

  private func awake(_ people: [Int], at instant: Int) -> [Int] {
    people.filter { place in
      roster.member(community.people[place].id)?.availability.isAwake(at: now(instant)) ?? false
    }
  }

  private func number(of expert: ID<Member>) -> Int? {
    Int(expert.text.dropFirst(2)).map { $0 - 10_000 }
  }
}
