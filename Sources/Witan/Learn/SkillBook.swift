/// What a subject's questions have taught so far: skills by expert, and what was found where.
///
/// The record keeps the same by the same steps; this is the form in which an estimate, and the
/// replay of a study, hold it in memory.
public struct SkillBook: Sendable {
  /// The subject.
  public let subject: ID<Subject>
  /// The experts' records.
  public private(set) var skills: [ID<Member>: Skill] = [:]
  /// What was found, by region.
  public private(set) var sightings: [String: Sightings] = [:]
  /// How far the subject has come.
  public var progress: Progress

  /// An empty book.
  public init(subject: ID<Subject>) {
    self.subject = subject
    progress = Progress(subject: subject)
  }

  /// A book with what a record holds.
  public init(subject: ID<Subject>, skills: [Skill], sightings: [Sightings]) {
    self.init(subject: subject)
    for skill in skills { self.skills[skill.expert] = skill }
    for each in sightings { self.sightings[each.region] = each }
  }

  /// What an expert has proved; an empty record for a newcomer.
  public func skill(_ expert: ID<Member>) -> Skill {
    skills[expert] ?? Skill(subject: subject, expert: expert)
  }

  /// Adds what a question in a region taught (`sign` 1) or takes it back (-1).
  public mutating func learn(_ moved: SkillsMoved, region: String, sign: Int) {
    for lesson in moved.lessons {
      skills[lesson.expert, default: Skill(subject: subject, expert: lesson.expert)]
        .learn(lesson, sign: sign)
    }
    sightings[region, default: Sightings(subject: subject, region: region)]
      .learn(moved.found, sign: sign)
  }

  /// What was seen, as a region's question counts it: what was found there, and less of what was
  /// found elsewhere. By taxon, in order.
  public func seen(in region: String, rule: Rule) -> [Sightings.Count] {
    Sightings.seen(in: region, of: Array(sightings.values), rule: rule)
  }
}

extension Sightings {
  /// What it is worth that a taxon was found as often as this: half a sighting is as good as many.
  private static func presence(_ partsPerMillion: Int, _ rule: Rule) -> Int {
    min(1_000_000, max(0, 2 * partsPerMillion)) * rule.presenceWorth
  }

  /// How much less `seen` would count in this region without what one question found.
  func share(of found: [Count], rule: Rule) -> [Count] {
    found.map { own in
      let all = counts.first { $0.taxon == own.taxon }?.partsPerMillion ?? own.partsPerMillion
      let presence =
        Self.presence(all, rule) - Self.presence(all - own.partsPerMillion, rule)
      return Count(taxon: own.taxon, partsPerMillion: own.partsPerMillion + presence)
    }
  }

  /// The counts of all regions together as one of them counts them, by taxon, in order.
  static func seen(in region: String, of all: [Sightings], rule: Rule) -> [Count] {
    var counts: [String: Int] = [:]
    for each in all {
      let share = each.region == region ? 1_000_000 : rule.abroadPartsPerMillion
      for count in each.counts {
        // Whole numbers, so that the order of the regions does not matter.
        counts[count.taxon, default: 0] += count.partsPerMillion * share / 1_000_000
        if each.region == region { counts[count.taxon]? += presence(count.partsPerMillion, rule) }
      }
    }
    return counts.map { Count(taxon: $0.key, partsPerMillion: $0.value) }
      .sorted { $0.taxon.utf8.lexicographicallyPrecedes($1.taxon.utf8) }
  }
}
