extension Coverage {
  /// Rows of one region, all grave or all not, that have their holes at the same hours.
  struct Group {
    var rows: [Row]
    /// The hours of the week that belong to a hole.
    let hours: WeekHours

    var askedThousandths: Int { rows.reduce(0) { $0 + $1.askedThousandths } }

    /// The groups that have holes, those that matter most first: what is grave, then by hours and
    /// how often it is asked for.
    static func all(_ rows: [Row], least: Int) -> [Group] {
      var groups: [Group] = []
      for row in rows {
        var hours = WeekHours()
        for (hour, count) in row.proved.enumerated() where count < least { hours[hour] = true }
        guard hours.total > 0 else { continue }
        let place = groups.firstIndex {
          $0.hours == hours && $0.rows[0].region == row.region && $0.rows[0].isGrave == row.isGrave
        }
        if let place {
          groups[place].rows.append(row)
        } else {
          groups.append(Group(rows: [row], hours: hours))
        }
      }
      let weights = groups.map { $0.hours.total * $0.askedThousandths }
      let order = groups.indices.sorted { one, other in
        let (left, right) = (groups[one], groups[other])
        if left.rows[0].isGrave != right.rows[0].isGrave { return left.rows[0].isGrave }
        return (weights[other], right.hours.total, one) < (weights[one], left.hours.total, other)
      }
      return order.map { groups[$0] }
    }
  }
}

extension Coverage.Hole {
  /// The weekly holes of all groups, those that matter most first.
  static func all(_ groups: [Coverage.Group], least: Int) -> [Self] {
    let holes = groups.flatMap { group in
      pieces(of: group.hours).map { Self($0, of: group, least: least) }
    }
    let order = holes.indices.sorted { one, other in
      let (left, right) = (holes[one], holes[other])
      if left.isGrave != right.isGrave { return left.isGrave }
      return (right.weight, right.hoursPerWeek, one) < (left.weight, left.hoursPerWeek, other)
    }
    return order.map { holes[$0] }
  }

  private var weight: Int { hoursPerWeek * askedThousandths }

  /// Runs of hours that begin at the same hour of several days and last as long.
  struct Piece {
    var starts: [Int]
    let length: Int
  }

  /// A week's holes as runs, equal ones of several days in one piece; those longer than a day
  /// stand alone.
  static func pieces(of hours: WeekHours) -> [Piece] {
    var pieces: [Piece] = []
    for run in hours.runsRoundTheWeek {
      let same = pieces.firstIndex {
        $0.length == run.length && run.length < 24 && $0.starts[0] % 24 == run.start % 24
      }
      if let same {
        pieces[same].starts.append(run.start)
      } else {
        pieces.append(Piece(starts: [run.start], length: run.length))
      }
    }
    return pieces
  }

  private init(_ piece: Piece, of group: Coverage.Group, least: Int) {
    let first = group.rows[0]
    let within = piece.starts.flatMap { start in
      (0..<piece.length).map { (start + $0) % WeekHours.count }
    }
    branches = group.rows.map(\.branch)
    isGrave = first.isGrave
    region = first.region
    regionName = first.regionName
    days = piece.starts.map { Weekday(hour: $0) }
    startHour = piece.starts[0] % 24
    hours = piece.length
    hoursPerWeek = within.count
    proved = group.rows.flatMap { row in within.map { row.proved[$0] } }.max() ?? 0
    able = group.rows.flatMap { row in within.map { row.able[$0] } }.min() ?? 0
    askedThousandths = group.askedThousandths
    let who = least == 1 ? "No one is" : "Fewer than \(least) people are"
    let others =
      able == 0
      ? "" : " \(able == 1 ? "One other" : "\(able) others") awake then may be able."
    sentence =
      "\(who) proved for \(group.what)\(group.whereabouts) "
      + "\(Self.when(days, startHour: startHour, hours: hours)).\(others)"
  }

  /// `between 01 and 05 UTC, every day`, `from Fri 22 to Mon 06 UTC`, `at any hour`.
  static func when(_ days: [Weekday], startHour: Int, hours: Int) -> String {
    if hours >= WeekHours.count { return "at any hour" }
    let end = (startHour + hours) % 24
    guard hours >= 24, let first = days.first, let day = Weekday.allCases.firstIndex(of: first)
    else {
      return "between \(twoDigits(startHour)) and \(twoDigits(end)) UTC, \(days.phrase)"
    }
    if startHour == 0 && hours == 24 { return "on \(first.rawValue) (UTC)" }
    let last = Weekday(hour: day * 24 + startHour + hours)
    return
      "from \(first.rawValue) \(twoDigits(startHour)) to \(last.rawValue) \(twoDigits(end)) UTC"
  }

  private static func twoDigits(_ hour: Int) -> String { hour < 10 ? "0\(hour)" : "\(hour)" }
}

extension Coverage.Group {
  /// The branches in words: at most three by name.
  fileprivate var what: String {
    let kinds = Set(rows.map(\.action))
    let kind = rows[0].isGrave && kinds.count == 1 ? rows[0].action.map { "\($0) " } ?? "" : ""
    guard rows.count > 1 else {
      return kind + rows[0].name + (rows[0].commonName.map { " (\($0))" } ?? "")
    }
    let named = rows.prefix(rows.count > 4 ? 3 : 4).map(\.name)
    let more = rows.count - named.count
    return kind + (more > 0 ? named + ["\(more) more"] : named).listed
  }

  fileprivate var whereabouts: String {
    guard rows[0].region.isEmpty else { return " in \(rows[0].regionName)" }
    return rows[0].branch.isEmpty ? "" : " where no place is told"
  }
}

extension Coverage.Gap {
  /// The holes of all groups as they come in the seven days from now on.
  static func all(_ groups: [Coverage.Group], from now: Instant) -> [Self] {
    let begin = now.hourBegun
    let gaps = groups.flatMap { group in
      group.hours.runs(from: WeekHours.hour(of: now)).map { run in
        Self(
          branches: group.rows.map(\.branch), isGrave: group.rows[0].isGrave,
          region: group.rows[0].region, regionName: group.rows[0].regionName,
          from: max(now, begin.adding(seconds: run.lowerBound * 3600)),
          until: begin.adding(seconds: run.upperBound * 3600),
          goesOn: run.upperBound == WeekHours.count)
      }
    }
    let order = gaps.indices.sorted { (gaps[$0].from, $0) < (gaps[$1].from, $1) }
    return order.map { gaps[$0] }
  }
}

extension WeekHours {
  /// The runs of hours, the first that begins on Monday or later first; a run may go on round the
  /// end of the week.
  var runsRoundTheWeek: [(start: Int, length: Int)] {
    let all = 0..<Self.count
    if total == Self.count { return [(0, Self.count)] }
    return all.filter { self[$0] && !self[($0 + Self.count - 1) % Self.count] }.map { start in
      let end = all.first { !self[(start + $0) % Self.count] }
      return (start, end ?? Self.count)
    }
  }

  /// The runs of hours of a week that begins with this hour, in hours from then.
  func runs(from first: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for step in 0..<Self.count where self[(first + step) % Self.count] {
      if let last = runs.last, last.upperBound == step {
        runs[runs.count - 1] = last.lowerBound..<(step + 1)
      } else {
        runs.append(step..<(step + 1))
      }
    }
    return runs
  }
}
