/// Tells of each person at which spots of the map they are proved, or more is to be expected of
/// them than of a stranger.
///
/// What is asked of a skill depends on few things: a branch or region in which somebody was never
/// judged is like any other of the kind, and newcomers differ by their home alone. So each answer
/// is kept; ten thousand people take a fraction of a second.
struct Appraiser {
  private let subject: ID<Subject>
  private let spots: [Coverage.Spot]
  private let branches: [Coverage.Branch]
  private let rule: Rule
  /// By depth: the chance that a stranger names the right taxon, in parts per million.
  private var strangers: [Int: Int] = [:]
  /// By home region (nil: untold): what newcomers are worth at each spot.
  private var newcomers: [String?: [Coverage.Worth]] = [:]

  /// An appraiser for the spots of one map.
  init(
    subject: ID<Subject>, spots: [Coverage.Spot], branches: [Coverage.Branch], rule: Rule
  ) {
    self.subject = subject
    self.spots = spots
    self.branches = branches
    self.rule = rule
  }

  /// What a person is worth at each spot.
  mutating func worth(of person: Coverage.Person) -> [Coverage.Worth] {
    let home = person.member.home?.region
    guard let skill = person.skill, !skill.cells.isEmpty || !skill.depths.isEmpty else {
      if let known = newcomers[home] { return known }
      let none = Skill(subject: subject, expert: person.member.id)
      let worth = appraise(none, home: home)
      newcomers[home] = worth
      return worth
    }
    return appraise(skill, home: home)
  }

  /// What a skill can be told apart by.
  private struct Aspect: Hashable {
    let branch: String?
    let region: String?
    let isHome: Bool?
    let depth: Int
  }

  private mutating func appraise(_ skill: Skill, home: String?) -> [Coverage.Worth] {
    let judgedBranches = Set(skill.cells.map(\.branch))
    let judgedRegions = Set(skill.cells.map(\.region))
    var known: [Aspect: Coverage.Worth] = [:]
    return spots.map { spot in
      let branch = branches[spot.branch]
      let aspect = Aspect(
        branch: judgedBranches.contains(branch.taxon) ? branch.taxon : nil,
        region: judgedRegions.contains(spot.region) ? spot.region : nil,
        isHome: spot.region.isEmpty ? nil : home.map { $0 == spot.region }, depth: branch.depth)
      if let worth = known[aspect] { return worth }
      let worth = worth(of: skill, branch: branch, region: spot.region, isHome: aspect.isHome)
      known[aspect] = worth
      return worth
    }
  }

  private mutating func worth(
    of skill: Skill, branch: Coverage.Branch, region: String, isHome: Bool?
  ) -> Coverage.Worth {
    let isProved = skill.isProved(
      branch: branch.taxon, region: region, isHome: isHome, depth: branch.depth, rule: rule)
    if isProved { return .proved }
    let chance = chance(skill, branch, region: region, isHome: isHome)
    return chance > strangerChance(branch) ? .able : .none
  }

  /// The chance of somebody of whom nothing is known, not even where they live.
  private mutating func strangerChance(_ branch: Coverage.Branch) -> Int {
    if let known = strangers[branch.depth] { return known }
    let stranger = Skill(subject: subject, expert: ID("m-stranger"))
    let chance = chance(stranger, branch, region: "", isHome: nil)
    strangers[branch.depth] = chance
    return chance
  }

  private func chance(
    _ skill: Skill, _ branch: Coverage.Branch, region: String, isHome: Bool?
  ) -> Int {
    Prospect(
      skill, branches: [.init(taxon: branch.taxon, partsPerMillion: 999_999)], region: region,
      isHome: isHome, depth: branch.depth, rule: rule
    ).skillPartsPerMillion
  }
}
