extension Coverage {
  /// Looks at who is awake where, for the seven days from now on.
  ///
  /// - Parameters:
  ///   - taxonomy: nil where questions bring their own options: then there is one branch.
  ///   - people: of whom only the subject's experts count.
  ///   - rule: with what the subject's record has taught.
  ///   - least: fewer proved people than this are a hole.
  ///   - scale: of which areas people's skills and the demand tell.
  public init(
    subject: Subject, taxonomy: Taxonomy?, people: [Person], demand: Demand, rule: Rule,
    least: Int, scale: Scale = .region, at now: Instant
  ) throws {
    let experts = people.filter {
      $0.member.isOne(of: .expert) && $0.member.subjects.contains(subject.id)
    }
    let branches = Branch.all(of: taxonomy, rule: rule)
    let spots = try Self.spots(
      experts, branches: branches, taxonomy: taxonomy, demand: demand, rule: rule)
    let shifts = Shifts(experts, rule: rule, from: now)
    var tallies = spots.map { _ in Tally(shifts.hours.count) }
    var appraiser = Appraiser(spots: spots, branches: branches, scale: scale, rule: rule)
    for (place, person) in experts.enumerated() {
      let shift = shifts.byPerson[place]
      for (spot, standing) in appraiser.standings(of: person).enumerated() {
        tallies[spot].add(standing, shift: shift)
      }
    }
    self.subject = subject.id.text
    title = subject.title
    at = now
    until = now.hourBegun.adding(seconds: WeekHours.count * 3600)
    self.least = least
    self.scale = scale
    self.experts = experts.count
    available = experts.filter { $0.member.availability.budgetPerDay > 0 }.count
    awake = shifts.byHour(shifts.sizes)
    rows = zip(spots, tallies).map { spot, tally in
      Row(
        spot, of: branches[spot.branch], in: subject, rule: rule, tally: tally, shifts: shifts)
    }
    let groups = Group.all(rows, least: least)
    holes = Hole.all(groups, least: least)
    forecast = Gap.all(groups, from: now)
  }
}

extension Coverage {
  /// People by the hours at which they are awake: many share them, and each set of hours is found
  /// once.
  struct Shifts {
    /// The distinct sets of hours, and how many people have each.
    private(set) var hours: [WeekHours] = []
    private(set) var sizes: [Int] = []
    /// By person: the number of their set.
    private(set) var byPerson: [Int] = []

    private var numbers: [WeekHours: Int] = [:]
    /// By zone: the local hour of the week, for each of the 168 hours from now on.
    private var localHours: [String: [Int]] = [:]

    /// Finds the hours of people for the seven days from an instant on: those in which they may be
    /// asked, without those in which their own record says that they do not answer.
    init(_ people: [Person], rule: Rule, from now: Instant) {
      var known: [[String]: Int] = [:]
      for person in people {
        let times = person.member.availability
        let key =
          times.budgetPerDay > 0
          ? [times.zone, times.quiet ?? "", times.awayUntil?.text ?? ""] : []
        let number = known[key] ?? self.number(of: times.hoursAwake(from: now))
        known[key] = number
        let silent = person.rhythm?.silentHours(rule: rule) ?? []
        let own = silent.contains(true) ? awake(hours[number], but: silent, times.zone, now) : nil
        let shift = own.map { self.number(of: $0) } ?? number
        sizes[shift] += 1
        byPerson.append(shift)
      }
    }

    private mutating func number(of found: WeekHours) -> Int {
      if let number = numbers[found] { return number }
      numbers[found] = hours.count
      hours.append(found)
      sizes.append(0)
      return hours.count - 1
    }

    /// Hours without those that are silent in a zone.
    private mutating func awake(
      _ hours: WeekHours, but silent: [Bool], _ zone: String, _ now: Instant
    ) -> WeekHours {
      let local =
        localHours[zone]
        ?? (0..<WeekHours.count).map { step in
          Availability(zone: zone).hourOfWeek(at: now.hourBegun.adding(seconds: step * 3600))
        }
      localHours[zone] = local
      var left = hours
      let first = WeekHours.hour(of: now)
      for (step, hour) in local.enumerated() where silent[hour] {
        left[(first + step) % WeekHours.count] = false
      }
      return left
    }

    /// How many are awake at each hour of the week, of so many people in each set.
    func byHour(_ people: [Int]) -> [Int] {
      var counts = [Int](repeating: 0, count: WeekHours.count)
      for (set, count) in zip(hours, people) where count > 0 {
        for hour in counts.indices where set[hour] { counts[hour] += count }
      }
      return counts
    }
  }

  /// The people of one spot, by their set of hours.
  struct Tally {
    var proved: [Int]
    var able: [Int]

    init(_ count: Int) {
      proved = [Int](repeating: 0, count: count)
      able = proved
    }

    mutating func add(_ standing: Skill.Standing, shift: Int) {
      switch standing {
      case .none: break
      case .able: able[shift] += 1
      case .proved: proved[shift] += 1
      }
    }
  }
}

extension Coverage.Row {
  fileprivate init(
    _ spot: Coverage.Spot, of branch: Coverage.Branch, in subject: Subject, rule: Rule,
    tally: Coverage.Tally, shifts: Coverage.Shifts
  ) {
    self.branch = branch.taxon
    name = branch.taxon.isEmpty ? subject.title : branch.taxon
    commonName = branch.commonName
    action = branch.action
    isGrave = rule.isGrave(branch.action)
    region = spot.region
    regionName = spot.region.isEmpty ? "" : Place.areaName(spot.region)
    askedThousandths = spot.askedThousandths
    provedPeople = tally.proved.reduce(0, +)
    ablePeople = tally.able.reduce(0, +)
    proved = shifts.byHour(tally.proved)
    able = shifts.byHour(tally.able)
  }
}
