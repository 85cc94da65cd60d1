/// Tells of each person at which spots of the map they are proved, or more is to be expected of
/// them than of anybody.
///
/// It gives what `Skill.standing` gives, but sums each skill once for all spots; newcomers differ
/// by their home alone. Ten thousand people take a fraction of a second.
struct Appraiser {
  private let spots: [Spot]
  private let rule: Rule
  private let scale: Coverage.Scale
  private let regions: [String: Int]
  private let branches: [String: Int]
  /// The distinct depths of the branches.
  private let depths: [Int]
  /// By home region (nil: untold): where newcomers stand at each spot.
  private var newcomers: [String?: [Skill.Standing]] = [:]

  /// A spot of the map with numbers in place of names.
  private struct Spot {
    let branch: Int
    let region: String
    let regionNumber: Int
    /// The number of its depth among `depths`.
    let depthNumber: Int
  }

  /// An appraiser for the spots of one map.
  init(
    spots: [Coverage.Spot], branches: [Coverage.Branch], scale: Coverage.Scale, rule: Rule
  ) {
    self.scale = scale
    let regions = Dictionary(
      Set(spots.map(\.region)).sorted().enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first })
    let depths = Set(branches.map(\.depth)).sorted()
    self.spots = spots.map { spot in
      Spot(
        branch: spot.branch, region: spot.region, regionNumber: regions[spot.region] ?? 0,
        depthNumber: depths.firstIndex(of: branches[spot.branch].depth) ?? 0)
    }
    self.rule = rule
    self.regions = regions
    self.depths = depths
    self.branches = Dictionary(
      branches.enumerated().map { ($1.taxon, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Where a person stands at each spot.
  mutating func standings(of person: Coverage.Person) -> [Skill.Standing] {
    let home = person.member.home.map(scale.area)
    if let skill = person.skill, !skill.cells.isEmpty { return standings(skill.cells, home: home) }
    if let known = newcomers[home] { return known }
    let standings = standings([], home: home)
    newcomers[home] = standings
    return standings
  }

  private func standings(_ cells: [Skill.Cell], home: String?) -> [Skill.Standing] {
    var judged = [Int](repeating: 0, count: regions.count)
    var skill = Skill(subject: ID(""), expert: ID(""))
    skill.cells = cells
    let unfit = skill.unfitShare(rule)
    let none = Sums(regions: regions.count, branches: branches.count)
    var sums = depths.map { _ in none }
    for cell in cells {
      let (region, branch) = (regions[cell.region], branches[cell.branch])
      if let region { judged[region] += cell.worth.answers }
      for (number, depth) in depths.enumerated() {
        sums[number].add(cell, depth: depth, region: region, branch: branch)
      }
    }
    return spots.map { spot in
      let (sum, depth) = (sums[spot.depthNumber], depths[spot.depthNumber])
      let isHome = spot.region.isEmpty ? nil : home.map { $0 == spot.region }
      let accuracy = Skill.accuracy(
        all: sum.all, local: sum.local[spot.regionNumber], close: sum.close[spot.branch], isHome,
        depth: depth, unfit: unfit, rule)
      return Skill.standing(
        mean: accuracy.mean, judged: judged[spot.regionNumber], depth: depth, rule)
    }
  }

  /// What was seen of somebody at one depth: in all, by region, by branch.
  private struct Sums {
    var all = Skill.Count()
    var local: [Skill.Count]
    var close: [Skill.Count]

    init(regions: Int, branches: Int) {
      local = [Skill.Count](repeating: Skill.Count(), count: regions)
      close = [Skill.Count](repeating: Skill.Count(), count: branches)
    }

    mutating func add(_ cell: Skill.Cell, depth: Int, region: Int?, branch: Int?) {
      all.add(cell, depth: depth)
      if let region { local[region].add(cell, depth: depth) }
      if let branch { close[branch].add(cell, depth: depth) }
    }
  }
}
