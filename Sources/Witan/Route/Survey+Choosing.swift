/// Choosing from those whom a survey found, one by one.
extension Survey {
  /// Somebody chosen, and why.
  struct Choice {
    let candidate: Candidate
    let seat: QuestionDispatched.Seat
    /// In millionths of a wrong taxon.
    let gain: Int
  }

  /// The people to be asked, in the order of the choice.
  func choose(_ roster: Roster) -> (choices: [Choice], isEnough: Bool) {
    var team = Team(rest: weights, answers: Double(need.answers))
    for candidate in awaited {
      team.expect(candidate, scales.shares(roster.posts[candidate.place]))
    }
    for candidate in pinned where team.chosen.count < size && !team.hasKin(candidate, roster) {
      take(candidate, .pinned, &team, roster)
    }
    guard !isForPinnedOnly else { return (team.chosen, team.isEnough) }
    fill(&team, upTo: size - (isSeatDrawn(roster) ? 1 : 0), roster)
    seatNewcomer(&team, roster)
    fill(&team, upTo: size, roster)
    return (team.chosen, team.isEnough)
  }

  /// Chooses one by one those who add most, up to so many in all.
  private func fill(_ team: inout Team, upTo size: Int, _ roster: Roster) {
    for pool in [free.sorted, spared.sorted] {
      var left = pool
      while team.chosen.count < size, !team.isEnough, !left.isEmpty,
        let place = best(of: left, team, roster)
      {
        let candidate = left.remove(at: place)
        if team.isChosen(candidate) || team.hasKin(candidate, roster) { continue }
        if team.hasSuspect && roster.isSuspected(candidate.place) { continue }
        guard isWorthAsking(candidate, team, roster) else {
          team.isEnough = true
          break
        }
        take(candidate, .score, &team, roster)
      }
    }
  }

  /// Those chosen so far, and what they leave open.
  struct Team {
    /// By branch: its probability, and that nobody names the right taxon there.
    var rest: [Double]
    /// How many answers are to be expected.
    var answers: Double
    var chosen: [Choice] = []
    var groups: Set<String> = []
    /// Whether one of them is held to copy.
    var hasSuspect = false
    /// Whether the next would be asked for less than an answer costs.
    var isEnough = false

    /// Whether somebody is among them.
    func isChosen(_ candidate: Candidate) -> Bool {
      chosen.contains { $0.candidate.place == candidate.place }
    }

    /// Whether somebody of the same group was chosen: they are not two who agree.
    func hasKin(_ candidate: Candidate, _ roster: Roster) -> Bool {
      roster.members[candidate.place].group.map(groups.contains) ?? false
    }

    /// Counts on somebody's answer.
    mutating func expect(_ candidate: Candidate, _ shares: [Double]) {
      let timely = Double(candidate.timely) / 1e6
      answers += timely
      for (branch, share) in shares.enumerated() { rest[branch] *= 1 - share * timely }
    }
  }

  private func take(
    _ candidate: Candidate, _ seat: QuestionDispatched.Seat, _ team: inout Team, _ roster: Roster
  ) {
    let post = roster.posts[candidate.place]
    let saved = Double(need.stakes) * gain(candidate, post, team.rest)
    team.chosen.append(Choice(candidate: candidate, seat: seat, gain: Int(saved)))
    if let group = roster.members[candidate.place].group { team.groups.insert(group) }
    if post.isSuspected { team.hasSuspect = true }
    team.expect(candidate, scales.shares(post))
  }

  /// The place of the candidate who adds most to a team; nil where nobody adds anything.
  private func best(of left: [Candidate], _ team: Team, _ roster: Roster) -> Int? {
    var best = (place: -1, worth: -1.0)
    for (place, candidate) in left.enumerated() {
      // Sorted by what each is worth alone, which no company can raise.
      if Double(candidate.score) / 1e6 < best.worth { break }
      let worth = worth(candidate, roster.posts[candidate.place], team.rest)
      if worth > best.worth { best = (place, worth) }
    }
    return best.place < 0 ? nil : best.place
  }

  /// Whether one more answer is worth its price, after those that are awaited. Two people are asked
  /// in any case, as nobody settles a question alone.
  private func isWorthAsking(_ candidate: Candidate, _ team: Team, _ roster: Roster) -> Bool {
    if need.isFounding || Int(team.answers) + team.chosen.count < rule.answersForTaxon {
      return true
    }
    guard team.answers < Double(rule.answersAtMost) else { return false }
    let success = success(roster.posts[candidate.place], team.rest)
    let saved = Double(need.stakes) * success - Double(rule.answerPricePartsPerMillion)
    let price = Double(rule.reach.requestPricePartsPerMillion)
    return saved * Double(candidate.timely) / 1e6 >= price
  }

  /// Whether chance gives the newcomer a seat of this wave, as often as such a one is fit: where
  /// the latest new names were worth nothing, few seats are given to the next.
  private func isSeatDrawn(_ roster: Roster) -> Bool {
    guard let newcomer, rule.reach.newcomerSeats > 0, size > 1 else { return false }
    var chance = Chance(seed: seed)
    return chance.below(1_000_000) >= roster.posts[newcomer.candidate.place].unfit
  }

  /// A newcomer goes with those who have proved themselves, as one of the wave.
  private func seatNewcomer(_ team: inout Team, _ roster: Roster) {
    guard let newcomer, team.chosen.count < size, isSeatDrawn(roster) else { return }
    let isProved = team.chosen.contains {
      roster.posts[$0.candidate.place].judged >= Skill.judgedToBeProved
    }
    let isCopy = team.hasSuspect && roster.isSuspected(newcomer.candidate.place)
    let isKin = team.hasKin(newcomer.candidate, roster)
    if isProved && !team.isChosen(newcomer.candidate) && !isCopy && !isKin {
      take(newcomer.candidate, .newcomer, &team, roster)
    }
  }

  /// What somebody adds to those chosen: the chance of the first success on what is left open.
  private func gain(_ candidate: Candidate, _ post: Post, _ rest: [Double]) -> Double {
    success(post, rest) * Double(candidate.timely) / 1e6
  }

  /// The chance that somebody who answers names the right taxon, where nobody before does.
  private func success(_ post: Post, _ rest: [Double]) -> Double {
    zip(scales.shares(post), rest).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The same with the draw of chance, over the price of attention.
  private func worth(_ candidate: Candidate, _ post: Post, _ rest: [Double]) -> Double {
    let left = rest.reduce(0, +)
    let drawn = Double(candidate.exploration) / 1e6 * left * Double(candidate.timely) / 1e6
    return max(0, gain(candidate, post, rest) + drawn) * 1e6 / Double(candidate.price)
  }

  /// The receipt: the best alone, and everybody chosen, the best first.
  func considered(_ chosen: [Choice], _ roster: Roster) -> [QuestionDispatched.Score] {
    let places = Set(chosen.map(\.candidate.place))
    var listed = chosen.map(\.candidate)
    for candidate in free.sorted + spared.sorted
    where !places.contains(candidate.place) && listed.count < Router.receiptLength {
      listed.append(candidate)
    }
    return listed.sorted(by: Candidate.isBefore).map {
      .init(
        expert: roster.names[$0.place], skill: $0.skill, exploration: $0.exploration,
        timely: $0.timely, price: $0.price, score: $0.score)
    }
  }
}
