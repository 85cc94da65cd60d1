import Foundation
import Witan

/// What choosing twelve people costs, in communities of growing size.
///
/// Three in ten members have a record of some dozen judged answers in their region and a rhythm of
/// some dozen offers; the others are newcomers. The roster is warm, as a server's is: it was read
/// once and follows the ledger. Each choice is about another region and hour, and a tenth of the
/// members are there.
enum RouteTiming {
  static let sizes = [1_000, 10_000, 100_000]
  static let choices = 60
  static let wave = 12
  static let countries = ["US", "BR", "ZA", "IN", "AU", "DE"]

  /// What a choice has to look past: questions without history, and those with all there may be.
  enum Stage: String, CaseIterable { case first, late }

  /// Prints the times of reading a roster in and of choosing from it, and the memory it takes.
  static func run() throws {
    print(
      "members,need,readMilliseconds,medianMilliseconds,p95Milliseconds,eligible,bytesPerMember")
    for members in sizes {
      let before = memory()
      var roster = Roster(subject: ID("bench"), rule: rule)
      let reading = try ContinuousClock().measure { try fill(&roster, members) }
      for stage in Stage.allCases {
        try time(stage, of: &roster, members, reading / .milliseconds(1), before)
      }
    }
  }

  private static func time(
    _ stage: Stage, of roster: inout Roster, _ members: Int, _ reading: Double, _ before: Int
  ) throws {
    var (times, eligible) = ([Double](), 0)
    for number in 0..<choices {
      let (need, now) = try need(number, stage, members)
      let spent = ContinuousClock().measure {
        let dispatch = Router.dispatch(
          need, roster: &roster, rule: rule, seed: UInt64(number), now: now)
        eligible = dispatch.eligible
      }
      // The first choice in each region finds what is expected of everybody there.
      if number >= countries.count { times.append(spent / .milliseconds(1)) }
    }
    times.sort()
    let bytes = max(0, memory() - before) / members
    print(
      "\(members),\(stage.rawValue),\(reading),\(times[times.count / 2]),"
        + "\(times[times.count * 95 / 100]),\(eligible),\(bytes)")
  }

  private static var rule: Rule {
    var rule = Rule.first
    rule.waveSizes = [wave]
    return rule
  }

  private static let monday = Instant(milliseconds: 1_767_571_200_000)

  private static func fill(_ roster: inout Roster, _ members: Int) throws {
    let zones = ["America/New_York", "America/Sao_Paulo", "Africa/Johannesburg", "Asia/Kolkata"]
    var chance = SeededNumbers(seed: 7)
    for number in 0..<members {
      let id = ID<Member>("m-\(1_000_000 + number)")
      let home = try Place(countries[number % countries.count])
      let member = Member(
        timed: id, subject: ID("bench"), home: home,
        availability: Availability(zone: zones[number % zones.count], quiet: "23:00-06:30"),
        languages: number % 3 == 0 ? ["en", "hi"] : number % 3 == 1 ? ["pt"] : [],
        group: number % 50 == 0 ? "house-\(number % 500)" : nil)
      var (skill, rhythm) = (Skill(subject: ID("bench"), expert: id), Rhythm(expert: id))
      if number % 10 < 3 {
        for _ in 0..<12 {
          let right = chance.next(below: 3) > 0 ? 1_000_000 : 0
          let wrong = 1_000_000 - right
          skill.learn(
            Lesson(
              expert: id, branch: "Family-\(chance.next(below: 5))", region: home.region, depth: 3,
              right: [right, right, right], wrong: [wrong, wrong, wrong], milliBits: 300), sign: 1)
          rhythm.respond(hour: chance.next(below: 168), wasHere: false, seconds: 30)
        }
      }
      if chance.next(below: 10) == 0 { rhythm.act(at: monday) }
      roster.put(member, load: Load(expert: id), rhythm: rhythm, skill: skill)
    }
  }

  /// A question; a late one has been asked of sixty, of whom a dozen are still awaited, names a
  /// language, and its asker belongs to a group.
  private static func need(
    _ number: Int, _ stage: Stage, _ members: Int
  ) throws -> (Router.Need, Instant) {
    let now = monday.adding(seconds: number * 60)
    let place = try Place(countries[number % countries.count])
    var question = Question(
      recorded: ID("q-\(number)"), subject: ID("bench"), asker: ID("m-asker"), place: place,
      urgency: .emergency, at: now)
    let branches = (0..<5).map {
      QuestionDispatched.Branch(taxon: "Family-\($0)", partsPerMillion: 400_000 / ($0 + 1))
    }
    guard stage == .late else {
      return (Router.Need(question: question, branches: branches, depth: 3), now)
    }
    question.language = "en"
    let asked = (0..<60).map { ID<Member>("m-\(1_000_000 + ($0 * 97 + number) % members)") }
    let asker = Member(
      timed: ID("m-asker"), subject: ID("bench"), home: place, availability: .always,
      languages: ["en"], group: "house-7")
    let pending = Dictionary(
      asked.prefix(12).map { ($0, now.adding(seconds: -20)) }, uniquingKeysWith: max)
    return (
      Router.Need(
        question: question, asker: asker, branches: branches, depth: 3, asked: Set(asked),
        pending: pending), now
    )
  }

  /// Bytes of memory that the process holds, by the kernel.
  private static func memory() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return (pages ?? 0) * 4096
  }
}
