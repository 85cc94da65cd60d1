/// What one survey weighs everybody by: found once, read a hundred thousand times.
struct Scales {
  /// By branch: what is expected of those who were judged, by row.
  let panels: [Roster.Panel]
  /// By home (not, elsewhere, unknown) and branch: what is expected of those who were not.
  let newcomers: [[(mean: Double, spread: Double)]]
  /// By region of `Roster.regions`: which of the three.
  let homes: [Int]
  /// By zone: the minute of the local week.
  let minutes: [Int]
  /// Whoever was seen after it is held to be here.
  let recent: Instant
  /// The chance that somebody responds of whom nothing is known.
  let unknownChance: Double
  /// How many offers today are no more than a fair share.
  let fairOffers: Int

  /// The chance to name the right taxon over the open branches, and its variance.
  func expected(_ post: Post, _ weights: [Double]) -> (mean: Double, spread: Double) {
    var (mean, variance) = (0.0, 0.0)
    if post.row >= 0 {
      for (branch, weight) in weights.enumerated() {
        let success = Double(panels[branch].mean[post.row])
        mean += weight * success
        variance += weight * success * success * Double(panels[branch].spread[post.row])
      }
    } else {
      let expected = newcomers[home(post)]
      for (branch, weight) in weights.enumerated() {
        let success = expected[branch].mean
        mean += weight * success
        variance += weight * success * success * expected[branch].spread
      }
    }
    return (mean, variance)
  }

  /// The chance to name the right taxon, by branch.
  func shares(_ post: Post) -> [Double] {
    post.row >= 0
      ? panels.map { Double($0.mean[post.row]) } : newcomers[home(post)].map(\.mean)
  }

  private func home(_ post: Post) -> Int { post.home < 0 ? 2 : homes[post.home] }
}

extension Roster {
  /// The scales for a question.
  mutating func scales(_ need: Router.Need, rule: Rule, now: Instant) -> Scales {
    let region = need.question.place?.region ?? ""
    let keys = need.branches.map {
      PanelKey(branch: $0.taxon, region: region, depth: need.depth)
    }
    let total = offers(on: now.dayNumber)
    let share = total * rule.reach.fairSharePartsPerMillion / 1_000_000
    let equal = count > 0 ? 3 * total / count : 0
    return Scales(
      panels: keys.map { panel($0) },
      newcomers: [false, true, nil].map { isHome in
        keys.map { newcomer($0, isHome: isHome) }
      },
      homes: homes(in: region),
      minutes: minutes(at: now), recent: rule.reach.recent(at: now),
      unknownChance: Double(rule.reach.respondsPartsPerMillion) / 1e6,
      fairOffers: max(rule.reach.fairOffers, share, equal))
  }

  /// By zone: the minute of the local week.
  func minutes(at now: Instant) -> [Int] {
    zones.map { Availability.localMinutes(now, offset: Availability.offset($0, at: now)) }
  }

  /// By region: the place of its three in `Scales.newcomers`.
  private func homes(in region: String) -> [Int] {
    regions.indices.map { home in
      switch isHome(home, in: region) {
      case false?: 0
      case true?: 1
      case nil: 2
      }
    }
  }
}

/// What a question says of single experts, by their place in the roster.
struct Places {
  /// The place of the reason why they may not be asked, `pinned`, or `unmarked`.
  private(set) var marks: [UInt8]
  /// A steward wants them asked.
  static let pinned: UInt8 = 254
  /// Nothing is said of them.
  static let unmarked: UInt8 = 255

  init(_ need: Router.Need, _ roster: Roster) {
    marks = [UInt8](repeating: Self.unmarked, count: roster.count)
    let question = need.question
    if need.asked.contains(where: { roster.known($0).map(roster.isSuspected) ?? false }) {
      exclude(roster, .copies, of: roster.isSuspected)
    }
    for expert in question.pinned { mark(expert, Self.pinned, roster) }
    let met = [need.asker].compactMap { $0 } + need.asked.compactMap(roster.member)
    let groups = Set(met.compactMap(\.group))
    if !groups.isEmpty {
      exclude(roster, .sameGroup) { $0.group.map(groups.contains) ?? false }
    }
    if let language = question.language {
      exclude(roster, .language) { !$0.reads(language) }
    }
    for expert in question.barred { mark(expert, Exclusion.barred.mark, roster) }
    for expert in need.asked { mark(expert, Exclusion.alreadyAsked.mark, roster) }
    mark(question.asker, Exclusion.asker.mark, roster)
  }

  private mutating func mark(_ expert: ID<Member>, _ mark: UInt8, _ roster: Roster) {
    if let place = roster.known(expert) { marks[place] = mark }
  }

  private mutating func exclude(
    _ roster: Roster, _ reason: Exclusion, where isMeant: (Member) -> Bool
  ) {
    exclude(roster, reason, of: { isMeant(roster.members[$0]) })
  }

  private mutating func exclude(
    _ roster: Roster, _ reason: Exclusion, of isMeant: (Int) -> Bool
  ) {
    for place in roster.posts.indices where isMeant(place) { marks[place] = reason.mark }
  }
}

extension Roster {
  /// Where somebody stands; nil for nobody of this subject.
  func known(_ expert: ID<Member>) -> Int? {
    let place = place(of: expert)
    return place < count && names[place] == expert ? place : nil
  }

  /// Whether somebody, by their place, is held to copy.
  func isSuspected(_ place: Int) -> Bool { posts[place].isSuspected }

  /// A member by name.
  public func member(_ expert: ID<Member>) -> Member? { known(expert).map { members[$0] } }
}

extension Exclusion {
  /// The place among all reasons.
  var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The same as a mark in `Places`.
  var mark: UInt8 { UInt8(place) }
}

extension Member {
  /// Whether they may be asked about a subject at all.
  func isExpert(in subject: ID<Subject>) -> Bool {
    roles.contains(.expert) && subjects.contains(subject)
  }

  /// Whether they read a language (BCP 47, by its first subtag); who names none reads all.
  func reads(_ language: String) -> Bool {
    func primary(_ tag: String) -> String {
      String(tag.lowercased().prefix { $0 != "-" })
    }
    return languages.isEmpty || languages.contains { primary($0) == primary(language) }
  }
}
