extension Coverage {
  /// How many people there are, and how many places have no hole, in a sentence or two.
  public var summary: String {
    let people = "\(experts) \(experts == 1 ? "expert" : "experts")"
    let away = experts - available
    let taking = away == 0 ? "" : ", of whom \(away) \(away == 1 ? "takes" : "take") no questions"
    guard !rows.isEmpty else {
      return "\(people)\(taking). Nobody is proved in anything yet, and nothing was asked."
    }
    let never = rows.filter { ($0.proved.max() ?? 0) < least }.count
    let always = rows.filter { ($0.proved.min() ?? 0) >= least }.count
    let places = "\(rows.count) \(rows.count == 1 ? "place" : "places") of the map"
    return
      "\(people)\(taking). Of \(places), \(always) \(always == 1 ? "is" : "are") covered at every"
      + " hour of the next seven days, \(rows.count - always - never) at some, \(never) at none."
  }

  /// The gaps of the forecast but those that fill all seven days, which the holes tell.
  public var passingGaps: [Gap] { forecast.filter { !($0.from == at && $0.goesOn) } }
}

extension Coverage.Gap {
  /// The day on which it begins: `Sat 2026-11-21`, of UTC.
  public var day: String { "\(Self.weekday(from)) \(from.day)" }

  /// From when to when, of UTC: `03:00 to 05:00`, `21:00 to Mon 05:00`.
  public var span: String {
    let isSameDay = from.day == until.adding(seconds: -1).day
    let end = isSameDay ? "" : "\(Self.weekday(until)) "
    let clock = isSameDay && from.day != until.day ? "24:00" : Self.clock(until)
    return "\(Self.clock(from)) to \(end)\(clock)\(goesOn ? " or later" : "")"
  }

  private static func weekday(_ instant: Instant) -> String {
    Weekday(hour: WeekHours.hour(of: instant)).rawValue
  }

  private static func clock(_ instant: Instant) -> String {
    String(instant.text.dropFirst(11).prefix(5))
  }

  /// Its branches and region: `Viperidae, Elapidae and 2 more, Asia`.
  ///
  /// - Parameter title: the subject's, which stands where there is but one branch.
  public func place(orSubject title: String) -> String {
    let named = branches.prefix(branches.count > 4 ? 3 : 4).map { $0.isEmpty ? title : $0 }
    let more = branches.count - named.count
    let what = (more > 0 ? named + ["\(more) more"] : named).listed
    let isPlain = branches.allSatisfy(\.isEmpty)
    guard region.isEmpty else { return "\(what), \(regionName)" }
    return isPlain ? what : "\(what), no place told"
  }
}

extension Coverage.Row {
  /// `12.5`, `3`: how often it was asked.
  public var asked: String {
    let tenths = (askedThousandths + 50) / 100
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
