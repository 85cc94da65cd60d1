/// The skills and sightings of a subject while lessons are entered: each record is read once, when
/// first needed, and written once at the end.
struct SkillLedger {
  private let subject: ID<Subject>
  private var skills: [ID<Member>: Skill] = [:]
  private var sightings: [String: Sightings] = [:]

  init(subject: ID<Subject>) { self.subject = subject }

  /// Enters what a question teaches in place of what it taught before.
  mutating func replace(_ lessons: SkillsMoved, region: String, _ pen: any Pen) throws {
    let steps = [(try pen.lessons(of: lessons.question), -1), (lessons, 1)]
    for (moved, sign) in steps {
      for lesson in moved?.lessons ?? [] {
        var skill = try skills[lesson.expert] ?? pen.skill(subject, lesson.expert)
        skill.learn(lesson, sign: sign)
        skills[lesson.expert] = skill
      }
      guard let found = moved?.found, !found.isEmpty else { continue }
      var region = try sightings[region] ?? pen.sightings(subject, region: region)
      region.learn(found, sign: sign)
      sightings[region.region] = region
    }
    try pen.put(.lessons, lessons.question.text, lessons)
  }

  /// Keeps what was entered, in the order of the keys.
  func keep(_ pen: any Pen) throws {
    for (expert, skill) in skills.sorted(by: { $0.key < $1.key }) {
      try pen.put(.skill, Skill.key(subject, expert), skill)
    }
    for (region, found) in sightings.sorted(by: { $0.key < $1.key }) {
      try pen.put(.sightings, Sightings.key(subject, region), found)
    }
  }
}
