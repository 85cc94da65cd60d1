extension Desk {
  /// Where and when a subject has people who can answer, and where the holes are; for stewards and
  /// auditors.
  ///
  /// Refuses an unknown subject, a community without any, `least` outside 1...100, and who may
  /// still answer late what closed without any answer.
  ///
  /// - Parameters:
  ///   - subject: its short name; nil for the one of which most questions were closed.
  ///   - least: with fewer proved people than this, an hour belongs to a hole.
  ///   - scale: how large the areas are; by subregion only the latest questions that an estimate
  ///     reads are counted, as skill is kept by region.
  public func coverage(
    _ caller: Caller, subject name: String?, least: Int, scale: Coverage.Scale = .region
  ) async throws -> Coverage {
    try caller.needs(.steward, .auditor)
    guard Coverage.leastRange.contains(least) else {
      let range = Coverage.leastRange
      throw Refusal.invalid(
        field: "least", reason: "\(range.lowerBound) to \(range.upperBound)")
    }
    let (library, now) = (library, world.now())
    return try await archive.read { shelf in
      try shelf.needsNothingAwaited(of: caller)
      let subject = try shelf.subject(covered: name)
      let taxonomy =
        try subject.taxonomy == nil ? nil : library.taxonomy(of: subject, on: shelf)
      let rule = try shelf.rule()
      let latest = try shelf.latest(subject.id, count: rule.estimateWindow)
      let book = try shelf.book(subject.id, latest, by: scale)
      let rhythms = Dictionary(
        try shelf.rhythms().map { ($0.expert, $0) }, uniquingKeysWith: { $1 })
      return try Coverage(
        subject: subject, taxonomy: taxonomy,
        people: try shelf.members().map {
          .init(member: $0, skill: book.skills[$0.id], rhythm: rhythms[$0.id])
        },
        demand: Demand(latest, by: scale, book),
        rule: rule.learned(by: try shelf.progress(subject.id).calibration), least: least,
        scale: scale, at: now)
    }
  }
}

extension Shelf {
  /// The named subject, or the one of which most questions were closed; of equals one with a
  /// taxonomy, then the first by name.
  fileprivate func subject(covered name: String?) throws -> Subject {
    if let name {
      guard let subject = try subject(ID(name)) else {
        throw Refusal.notFound(kind: "subject", name: name, field: "subject")
      }
      return subject
    }
    let known = try subjects().map { (subject: $0, closed: try progress($0.id).closed) }
    let most = known.max { one, other in
      let (left, right) = (one.subject.taxonomy != nil, other.subject.taxonomy != nil)
      return (one.closed, left ? 1 : 0, other.subject.id)
        < (other.closed, right ? 1 : 0, one.subject.id)
    }
    guard let most else { throw Refusal.notFound(kind: "subject", name: "in this community") }
    return most.subject
  }

  /// So many of the latest questions.
  fileprivate func latest(_ subject: ID<Subject>, count: Int) throws -> [Question] {
    try questions(
      RecordFilter(
        .equal(field: "subject", to: subject.text), limit: max(1, count), isDescending: true))
  }

  /// What was learned of people and what was found where: as it is kept, or by subregion from the
  /// lessons of these questions.
  fileprivate func book(
    _ subject: ID<Subject>, _ latest: [Question], by scale: Coverage.Scale
  ) throws -> SkillBook {
    switch scale {
    case .region:
      return SkillBook(
        subject: subject, skills: try skills(subject), sightings: try sightings(subject))
    case .subregion:
      let taught = try latest.compactMap { question in
        try lessons(of: question.id).map { (place: question.place, lessons: $0) }
      }
      return SkillBook(subject: subject, taught, by: scale)
    }
  }
}

extension Demand {
  /// How often each area asked in these questions, and what was found there.
  fileprivate init(_ latest: [Question], by scale: Coverage.Scale, _ book: SkillBook) {
    self.init(
      questions: Dictionary(
        latest.map { ($0.place.map(scale.area) ?? "", 1) }, uniquingKeysWith: +),
      sightings: book.sightings.values.sorted { $0.region < $1.region })
  }
}
