/// Where and when a subject has people who can answer: branch of the taxonomy by world region by
/// hour of the week, with the holes named and forecast.
///
/// The map is that of the seven days from now on, each hour of the week looked at where it next
/// comes, so that what is shown is what will be, summer time included. A person counts for an hour
/// when they may be asked through all of it and their record does not say that they then seldom
/// answer (`Rhythm.silentHours`); budgets and quiet hours are those of today.
public struct Coverage: Codable, Equatable, Sendable {
  /// The subject's short name and its title.
  public let subject: String
  public let title: String
  /// How large its areas are; where this tells subregions, `region` stands for one of them.
  public let scale: Scale
  /// When it was looked at, and the end of the seven days.
  public let at: Instant
  public let until: Instant
  /// With fewer proved people awake than this, an hour belongs to a hole.
  public let least: Int
  /// How many experts the subject has, and how many of them take questions at all.
  public let experts: Int
  public let available: Int
  /// By hour of the week (168, Monday 00:00 UTC first): how many experts are awake.
  public let awake: [Int]
  /// The places where anybody was judged or anything is asked, by region.
  public let rows: [Row]
  /// The holes of the week, those that matter most first.
  public let holes: [Hole]
  /// The holes as they come in the next seven days, in the order in which they begin.
  public let forecast: [Gap]

  /// One branch of the taxonomy in one region.
  public struct Row: Codable, Equatable, Sendable {
    /// The accepted name of the taxon below the root; empty where there is only one branch.
    public let branch: String
    /// What people read: the taxon, or the subject's title.
    public let name: String
    /// Its English common name, where the taxonomy has one.
    public let commonName: String?
    /// What an asker would do about it, by the taxonomy.
    public let action: String?
    /// Whether missing it costs more than naming a wrong taxon does: danger.
    public let isGrave: Bool
    /// UN M49, and its English name; empty where questions told no place.
    public let region: String
    public let regionName: String
    /// How many of the latest questions came of this place, in thousandths of a question.
    public let askedThousandths: Int
    /// How many people, awake or not, are proved here; of how many others more is expected than of
    /// anybody.
    public let provedPeople: Int
    public let ablePeople: Int
    /// The same of those awake, by hour of the week (168, Monday 00:00 UTC first).
    public let proved: [Int]
    public let able: [Int]
  }

  /// Hours that return each week with too few proved people awake, for branches of one region that
  /// have the same hours.
  public struct Hole: Codable, Equatable, Sendable {
    /// As in `Row`.
    public let branches: [String]
    public let isGrave: Bool
    public let region: String
    public let regionName: String
    /// The days on which it begins, the hour (UTC) of its beginning, and how many hours each lasts.
    public let days: [Weekday]
    public let startHour: Int
    public let hours: Int
    /// How many hours of the week they are together.
    public let hoursPerWeek: Int
    /// The most proved people that are awake in it; and the fewest others who may be able.
    public let proved: Int
    public let able: Int
    /// Of all these branches together, as in `Row`.
    public let askedThousandths: Int
    /// All of it in a sentence.
    public let sentence: String
  }

  /// One hole as it comes.
  public struct Gap: Codable, Equatable, Sendable {
    /// As in `Row`.
    public let branches: [String]
    public let isGrave: Bool
    public let region: String
    public let regionName: String
    /// From when to when; the beginning is not before now.
    public let from: Instant
    public let until: Instant
    /// Whether it reaches the end of the seven days, beyond which nobody looked.
    public let goesOn: Bool
  }

  /// Somebody who may be asked, with what they have proved (nil: nothing yet).
  public struct Person: Sendable {
    public let member: Member
    public let skill: Skill?
    /// When they respond; nil where nothing is known.
    public let rhythm: Rhythm?

    /// Takes a member with their skill in the subject and their rhythm.
    public init(member: Member, skill: Skill?, rhythm: Rhythm? = nil) {
      (self.member, self.skill, self.rhythm) = (member, skill, rhythm)
    }
  }

  /// The bounds of `least`.
  public static let leastRange = 1...100
}

/// A day of the week, of UTC.
public enum Weekday: String, Codable, CaseIterable, Sendable {
  case monday = "Mon"
  case tuesday = "Tue"
  case wednesday = "Wed"
  case thursday = "Thu"
  case friday = "Fri"
  case saturday = "Sat"
  case sunday = "Sun"

  /// The day in which an hour of the week lies.
  init(hour: Int) { self = Self.allCases[hour / 24 % 7] }
}

extension [Weekday] {
  /// `every day`, `Mon to Fri`, `Sat and Sun`, `Mon, Wed and Fri`; days in the order of the week.
  public var phrase: String {
    let all = Weekday.allCases
    if count >= all.count { return "every day" }
    let isIn = all.map(contains)
    let starts = all.indices.filter { isIn[$0] && !isIn[($0 + 6) % 7] }
    guard starts.count == 1, let first = starts.first else {
      return map(\.rawValue).listed
    }
    let run = indices.map { all[(first + $0) % 7].rawValue }
    return run.count > 2 ? "\(run[0]) to \(run[run.count - 1])" : run.listed
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var listed: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
