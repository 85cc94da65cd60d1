/// The experts of one subject, held so that a route looks at all of them without reading the store.
///
/// What it holds follows from the records of members, loads, rhythms and skills; whoever keeps it
/// puts them in again when they change. The same contents give the same routes in whatever order
/// they came.
public struct Roster: Sendable {
  /// The experts in the order of their names.
  public private(set) var names: [ID<Member>] = []
  /// By place in `names`.
  private(set) var posts: [Post] = []
  private(set) var members: [Member] = []
  private var rhythms: [Rhythm] = []
  private(set) var skills: [Skill] = []
  private(set) var zones: [String] = []
  private(set) var regions: [String] = []
  /// By name, and by what somebody reads: the place that `Post` names.
  private(set) var groups: [String: Int] = [:]
  private(set) var tongues: [[String]: Int] = [:]
  /// What is expected of each row in a branch and region.
  private var panels: [PanelKey: Panel] = [:]
  /// By row: whose it is.
  private var rowNames: [ID<Member>] = []
  /// The latest day of which any offer is known (since 1970), and how many offers it had.
  private var offers = (day: Int.min, count: 0)
  /// What the panels were made by.
  private var rule: Rule
  private let subject: ID<Subject>

  /// Panels beyond this number are let go.
  private static let panelLimit = 96

  struct PanelKey: Hashable {
    let branch: String
    let region: String
    let depth: Int
  }

  /// Expected success and its relative variance, by row.
  struct Panel {
    var mean: [Float]
    var spread: [Float]
    /// The rows that must be found anew.
    var stale: [Int]
  }

  /// An empty roster under a rule (as learned).
  public init(subject: ID<Subject>, rule: Rule) {
    self.subject = subject
    self.rule = rule
  }

  /// How many experts there are.
  public var count: Int { names.count }

  /// Goes by another rule, or by what it has learned since.
  public mutating func adopt(_ rule: Rule) {
    guard rule != self.rule else { return }
    self.rule = rule
    panels = [:]
    for place in posts.indices {
      posts[place].median = rhythms[place].medianSeconds(rule: rule)
      posts[place].chanceHere = rhythms[place].chanceHere(rule: rule)
      posts[place].chanceHour = -1
      posts[place].isSuspected = skills[place].isSuspected(rule)
      posts[place].unfit = unfit(skills[place])
    }
  }

  private func unfit(_ skill: Skill) -> Int { Int((skill.unfitShare(rule) * 1e6).rounded()) }

  /// Notes an expert of the subject, in place of what was known of them.
  public mutating func put(_ member: Member, load: Load, rhythm: Rhythm, skill: Skill) {
    let place = self.place(of: member.id)
    let isKnown = place < count && names[place] == member.id
    note(load, before: isKnown ? posts[place] : nil)
    var post = Post(
      salt: member.id.salt, zone: index(of: member.availability.zone, in: &zones),
      budget: member.availability.budgetPerDay, offered: load.offered, day: load.day,
      pending: load.pending, median: rhythm.medianSeconds(rule: rule), chance: 0,
      chanceHere: rhythm.chanceHere(rule: rule), hasRhythm: !rhythm.hours.isEmpty,
      row: isKnown ? posts[place].row : -1, judged: 0,
      home: member.home.map { index(of: $0.region, in: &regions) } ?? -1,
      group: member.group.map { Self.index(of: $0, in: &groups) } ?? -1,
      tongue: Self.index(of: member.languages, in: &tongues))
    if let (start, end) = member.availability.quietMinutes {
      (post.quietFrom, post.quietTo) = (start, end)
    }
    post.awayUntil = member.availability.awayUntil?.milliseconds ?? Int.min
    post.activeAt = rhythm.activeAt?.milliseconds ?? Int.min
    if isKnown {
      let isSame = skills[place] == skill && posts[place].home == post.home
      (post.judged, post.isSuspected) = (posts[place].judged, posts[place].isSuspected)
      post.unfit = posts[place].unfit
      (posts[place], members[place]) = (post, member)
      (rhythms[place], skills[place]) = (rhythm, skill)
      if isSame { return }
    } else {
      names.insert(member.id, at: place)
      posts.insert(post, at: place)
      members.insert(member, at: place)
      rhythms.insert(rhythm, at: place)
      skills.insert(skill, at: place)
    }
    appraise(place)
  }

  /// Follows what an expert has proved.
  private mutating func appraise(_ place: Int) {
    let skill = skills[place]
    if posts[place].row < 0 && !skill.depths.isEmpty {
      posts[place].row = rowNames.count
      rowNames.append(names[place])
    }
    posts[place].judged = skill.cells.reduce(0) { $0 + $1.worth.answers }
    posts[place].isSuspected = skill.isSuspected(rule)
    posts[place].unfit = unfit(skill)
    let row = posts[place].row
    guard row >= 0 else { return }
    for key in panels.keys {
      guard let panel = panels[key], row < panel.mean.count else { continue }
      // What nobody asks for is let go before the list of its changes outgrows it.
      if panel.stale.count >= panel.mean.count {
        panels[key] = nil
      } else {
        panels[key]?.stale.append(row)
      }
    }
  }

  /// Notes that an expert was seen.
  public mutating func see(_ expert: ID<Member>, at instant: Instant) {
    guard let place = known(expert) else { return }
    rhythms[place].act(at: instant)
    posts[place].activeAt = rhythms[place].activeAt?.milliseconds ?? Int.min
  }

  /// Notes what an expert has proved since, in place of what was known.
  public mutating func put(_ skill: Skill) {
    guard let place = known(skill.expert), skill != skills[place] else { return }
    skills[place] = skill
    appraise(place)
  }

  /// Strikes somebody who is no expert of the subject any more.
  public mutating func remove(_ expert: ID<Member>) {
    let place = self.place(of: expert)
    guard place < count, names[place] == expert else { return }
    offers.count -= posts[place].offered(on: offers.day)
    names.remove(at: place)
    posts.remove(at: place)
    members.remove(at: place)
    rhythms.remove(at: place)
    skills.remove(at: place)
  }

  /// Where a name stands, or would stand.
  func place(of expert: ID<Member>) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if names[middle] < expert { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// What is expected of everybody who was judged, in a branch and region; read by `Post.row`.
  mutating func panel(_ key: PanelKey) -> Panel {
    if panels.count > Self.panelLimit { panels = [:] }
    var panel = panels.removeValue(forKey: key) ?? Panel(mean: [], spread: [], stale: [])
    let known = panel.mean.count
    if known < rowNames.count {
      panel.mean += [Float](repeating: 0, count: rowNames.count - known)
      panel.spread += [Float](repeating: 0, count: rowNames.count - known)
      panel.stale += known..<rowNames.count
    }
    for row in panel.stale {
      guard let place = self.known(rowNames[row]), posts[place].row == row else { continue }
      let expected = skills[place].expected(
        key, isHome: isHome(posts[place].home, in: key.region), rule: rule)
      (panel.mean[row], panel.spread[row]) = (Float(expected.mean), Float(expected.spread))
    }
    panel.stale = []
    panels[key] = panel
    return panel
  }

  /// What is expected of somebody who was never judged.
  func newcomer(_ key: PanelKey, isHome: Bool?) -> (mean: Double, spread: Double) {
    Skill(subject: subject, expert: ID("")).expected(key, isHome: isHome, rule: rule)
  }

  /// Whether a home (a place in `regions`) is in a region; nil where either is not known.
  func isHome(_ home: Int, in region: String) -> Bool? {
    home < 0 || region.isEmpty ? nil : regions[home] == region
  }

  /// The chance that somebody responds at all in an hour of their week.
  mutating func chance(of place: Int, hour: Int) -> Double {
    if posts[place].chanceHour != hour {
      posts[place].chance = rhythms[place].chance(hour: hour, rule: rule)
      posts[place].chanceHour = hour
    }
    return posts[place].chance
  }

  /// How many offers were made on a day (since 1970); 0 for any but the latest known.
  func offers(on day: Int) -> Int { offers.day == day ? offers.count : 0 }

  /// Counts the offers of the latest day.
  private mutating func note(_ load: Load, before: Post?) {
    if load.day > offers.day { offers = (load.day, 0) }
    guard load.day == offers.day else { return }
    offers.count += load.offered - (before?.offered(on: load.day) ?? 0)
  }

  private static func index<Key>(of key: Key, in places: inout [Key: Int]) -> Int {
    if let place = places[key] { return place }
    places[key] = places.count
    return places.count - 1
  }

  private func index(of text: String, in list: inout [String]) -> Int {
    if let place = list.firstIndex(of: text) { return place }
    list.append(text)
    return list.count - 1
  }
}

extension Skill {
  /// The chance that the expert names the right taxon over the branches that a question holds open,
  /// in parts per million.
  public func expectedPartsPerMillion(_ need: Router.Need, isHome: Bool?, rule: Rule) -> Int {
    var (sum, total) = (0.0, 0.0)
    for branch in need.branches {
      let key = Roster.PanelKey(
        branch: branch.taxon, region: need.question.place?.region ?? "", depth: need.depth)
      let weight = Double(max(1, branch.partsPerMillion))
      sum += weight * expected(key, isHome: isHome, rule: rule).mean
      total += weight
    }
    return total > 0 ? Int((sum / total * 1e6).rounded()) : 0
  }

  /// The chance that the expert names the right taxon of the finest rank in a branch and region,
  /// and its relative variance: each step down succeeds with its accuracy, and the expert goes on
  /// as often as before.
  func expected(
    _ key: Roster.PanelKey, isHome: Bool?, rule: Rule
  ) -> (mean: Double, spread: Double) {
    var mean = (0..<key.depth).reduce(1.0) { $0 * goingOn(below: $1) }
    var spread = 0.0
    for step in 1...max(1, key.depth) {
      let accuracy = accuracy(
        branch: key.branch, region: key.region, isHome: isHome, depth: step, rule: rule)
      mean *= accuracy.mean
      let relative = accuracy.deviation / max(accuracy.mean, 0.01)
      spread += relative * relative
    }
    return (mean, spread)
  }
}
