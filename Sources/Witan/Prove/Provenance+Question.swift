import Ledger

extension Provenance {
  /// Adds what a question's entries say.
  ///
  /// - Parameter sources: what made the skills that its verdicts used.
  mutating func add(_ trace: [Entry], taxonomy: String?, sources: SkillSources) throws {
    var trail = Trail(taxonomy: taxonomy, sources: sources)
    for entry in trace { add(entry, &trail) }
  }

  /// Adds that somebody had this made: an audit, which used the last consensus.
  mutating func add(auditOf trace: [Entry], by member: Member, at instant: Instant) {
    let name = "audit.\(instant.text)"
    add(.activity, name, type: "w:Audit", Self.times(instant))
    associate(name, with: member.id)
    for entry in trace.reversed() {
      guard case .consensusReached(let fact) = entry.event else { continue }
      use(name, [Self.consensus(fact.question, fact.version)])
      return
    }
  }

  /// What earlier entries of a question made.
  private struct Trail {
    let taxonomy: String?
    let sources: SkillSources
    /// The latest version of the question, its photos, the answers and the latest consensus.
    var question: String?
    var version = 0
    var photos: [String] = []
    var originals: [String] = []
    var answers: [String] = []
    var consensus: String?
    var outcome: String?
    var region = ""
    var subject = ""
  }

  /// Adds one entry as an activity with what it used and made.
  private mutating func add(_ entry: Entry, _ trail: inout Trail) {
    let name = "entry.\(entry.index)"
    let kind = entry.event.kind
    add(
      .activity, name, type: "w:\(kind.prefix(1).uppercased())\(kind.dropFirst())",
      Self.times(entry.at))
    switch entry.event {
    case .questionAsked(let fact):
      (trail.region, trail.subject) = (fact.place?.region ?? "", fact.subject.text)
      see(entry.event, of: name, &trail)
      var attributes: [String: JSON] = [
        "w:subject": .string(fact.subject.text), "w:urgency": .string(fact.urgency.rawValue),
      ]
      if let place = fact.place { attributes["w:place"] = .string(place.code) }
      revise(fact.question, by: name, attributes, &trail)
    case .photosAdded(let fact):
      see(entry.event, of: name, &trail)
      revise(fact.question, by: name, [:], &trail)
    case .optionAdded(let fact): revise(fact.question, by: name, [:], &trail)
    case .answerGiven(let fact): answer(fact, name, &trail)
    case .consensusReached(let fact): return decide(fact, entry, &trail)
    case .erased(let fact): invalidate(fact, name, entry.at, trail)
    case .outcomeRecorded(let fact):
      use(name, [trail.question])
      trail.outcome = "outcome.\(entry.index)"
      make(trail.outcome, "w:Outcome", by: name, ["w:taxon": .string(fact.taxon)])
      attribute(trail.outcome, to: fact.by)
    case .skillsMoved(let fact):
      use(name, [trail.consensus, trail.outcome] + trail.answers)
      let lessons = "lessons.\(entry.index)"
      let source = ["w:source": JSON.string(fact.source.rawValue)]
      // It may stand there, as what a later verdict's skills came from.
      if isNew(generation: lessons) {
        make(lessons, "w:Lessons", by: name, source)
      } else {
        add(.entity, lessons, type: "w:Lessons", source)
      }
    default: use(name, [trail.question])
    }
    associate(name, with: entry.by)
  }

  /// Photos by their commitments, each derived from what left the telephone where that is kept.
  private mutating func see(_ event: Event, of name: String, _ trail: inout Trail) {
    for photo in event.photos {
      make("photo.\(photo.digest)", "w:Photo", by: name, [:])
      trail.photos.append("photo.\(photo.digest)")
    }
    for (photo, original) in event.pairs {
      let entity = "original.\(original.digest)"
      make(entity, "w:Original", by: name, [:])
      derive("photo.\(photo.digest)", from: entity)
      trail.originals.append(entity)
    }
  }

  /// A new version of the question, derived from the one before and from its photos.
  private mutating func revise(
    _ id: ID<Question>, by name: String, _ attributes: [String: JSON], _ trail: inout Trail
  ) {
    trail.version += 1
    let question = "question.\(id.text).\(trail.version)"
    use(name, [trail.question])
    make(question, "w:Question", by: name, attributes)
    if let earlier = trail.question { derive(question, from: earlier, isRevision: true) }
    for photo in trail.photos { derive(question, from: photo) }
    trail.question = question
  }

  private mutating func answer(_ fact: AnswerGiven, _ name: String, _ trail: inout Trail) {
    use(name, [trail.question] + trail.photos)
    let answer = "answer.\(fact.answer.text)"
    var attributes: [String: JSON] = ["w:confidence": .string(fact.confidence.rawValue)]
    if let taxon = fact.taxon { attributes["w:taxon"] = .string(taxon) }
    make(answer, "w:Answer", by: name, attributes)
    attribute(answer, to: fact.expert)
    if let question = trail.question { derive(answer, from: question) }
    trail.answers.append(answer)
  }

  /// A consensus used every answer, every expert's skills, what was found, taxonomy and rule.
  private mutating func decide(_ fact: ConsensusReached, _ entry: Entry, _ trail: inout Trail) {
    let name = "entry.\(entry.index)"
    let rule = "rule.\(fact.rule)"
    add(.entity, rule, type: "prov:Plan", ["w:version": .string(fact.rule)])
    let asOf = ["w:asOf": JSON.integer(fact.skillsAsOf)]
    let sightings = "sightings.\(trail.subject).\(trail.region).\(fact.skillsAsOf)"
    add(.entity, sightings, type: "w:Sightings", asOf)
    var used = [trail.question, rule, sightings]
    if let taxonomy = trail.taxonomy {
      add(.entity, "taxonomy.\(taxonomy)", type: "w:Taxonomy", [:])
      used.append("taxonomy.\(taxonomy)")
    }
    let consensus = Self.consensus(fact.question, fact.version)
    var attributes: [String: JSON] = ["w:phase": .string(fact.phase.rawValue)]
    if let held = fact.held { attributes["w:holds"] = .string(held.taxon) }
    if let action = fact.action { attributes["w:action"] = .string(action.name) }
    for reason in fact.reasons {
      let skill = "skill.\(trail.subject).\(reason.expert.text).\(fact.skillsAsOf)"
      add(.entity, skill, type: "w:SkillSnapshot", asOf)
      attribute(skill, to: nil)
      trace(skill, to: trail.sources.sources[entry.index]?[reason.expert] ?? [], trail.sources)
      used += ["answer.\(reason.answer.text)", skill]
    }
    use(name, used)
    make(consensus, "w:Consensus", by: name, attributes)
    for reason in fact.reasons { derive(consensus, from: "answer.\(reason.answer.text)") }
    if let earlier = trail.consensus { derive(consensus, from: earlier, isRevision: true) }
    attribute(consensus, to: nil)
    associate(name, with: nil, plan: rule)
    trail.consensus = consensus
  }

  /// A skill snapshot came from the lessons and estimates that were in force, and is the work of
  /// the last of them; one of nobody of whom anything is known comes from the rule alone.
  private mutating func trace(_ skill: String, to indices: [Int], _ sources: SkillSources) {
    guard isNew(derivation: skill) else { return }
    for index in indices {
      guard let (at, isEstimate) = sources.entries[index] else { continue }
      let activity = "entry.\(index)"
      let made = isEstimate ? "estimate.\(index)" : "lessons.\(index)"
      if isNew(generation: made) {
        add(
          .activity, activity, type: isEstimate ? "w:SkillsEstimated" : "w:SkillsMoved",
          Self.times(at))
        make(made, isEstimate ? "w:Estimate" : "w:Lessons", by: activity, [:])
        associate(activity, with: nil)
      }
      derive(skill, from: made)
    }
    if let last = indices.last, sources.entries[last] != nil {
      make(skill, "w:SkillSnapshot", by: "entry.\(last)", [:])
    }
  }

  /// What an erasure made unreadable: photos, and other payloads by their commitments.
  private mutating func invalidate(
    _ fact: Erased, _ name: String, _ instant: Instant, _ trail: Trail
  ) {
    use(name, [trail.question])
    for commitment in fact.commitments {
      var entity = "photo.\(commitment.digest)"
      let original = "original.\(commitment.digest)"
      if trail.originals.contains(original) {
        entity = original
      } else if !trail.photos.contains(entity) {
        entity = "payload.\(commitment.digest)"
        make(entity, "w:Payload", by: "entry.\(fact.entry)", [:])
      }
      relate(
        .wasInvalidatedBy,
        [
          "prov:entity": "w:\(entity)", "prov:activity": "w:\(name)", "prov:time": instant.text,
        ])
    }
  }

  private static func consensus(_ id: ID<Question>, _ version: Int) -> String {
    "consensus.\(id.text).\(version)"
  }

  private static func times(_ instant: Instant) -> [String: JSON] {
    ["prov:startTime": .string(instant.text), "prov:endTime": .string(instant.text)]
  }

  // MARK: Relations

  private mutating func use(_ activity: String, _ entities: [String?]) {
    for entity in entities.compactMap({ $0 }) {
      relate(.used, ["prov:activity": "w:\(activity)", "prov:entity": "w:\(entity)"])
    }
  }

  private mutating func make(
    _ entity: String?, _ type: String, by activity: String, _ attributes: [String: JSON]
  ) {
    guard let entity else { return }
    add(.entity, entity, type: type, attributes)
    relate(.wasGeneratedBy, ["prov:entity": "w:\(entity)", "prov:activity": "w:\(activity)"])
  }

  private mutating func derive(_ new: String, from old: String, isRevision: Bool = false) {
    relate(
      .wasDerivedFrom, ["prov:generatedEntity": "w:\(new)", "prov:usedEntity": "w:\(old)"],
      isRevision: isRevision)
  }

  private mutating func attribute(_ entity: String?, to member: ID<Member>?) {
    guard let entity else { return }
    relate(.wasAttributedTo, ["prov:entity": "w:\(entity)", "prov:agent": agent(member)])
  }

  private mutating func associate(_ activity: String, with member: ID<Member>?, plan: String? = nil)
  {
    var ends = ["prov:activity": "w:\(activity)", "prov:agent": agent(member)]
    if let plan { ends["prov:plan"] = "w:\(plan)" }
    relate(.wasAssociatedWith, ends)
  }

  /// The name of a member, or of the program for nobody.
  private mutating func agent(_ member: ID<Member>?) -> String {
    guard let member else { return "w:build" }
    add(.agent, "member.\(member.text)", type: "prov:Person", [:])
    return "w:member.\(member.text)"
  }
}
