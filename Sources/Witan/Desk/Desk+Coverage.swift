extension Desk {
  /// Where and when a subject has people who can answer, and where the holes are; for stewards and
  /// auditors.
  ///
  /// Refuses an unknown subject, a community without any, and `least` outside 1...100.
  ///
  /// - Parameters:
  ///   - subject: its short name; nil for the one of which most questions were closed.
  ///   - least: with fewer proved people than this, an hour belongs to a hole.
  public func coverage(_ caller: Caller, subject name: String?, least: Int) async throws
    -> Coverage
  {
    try caller.needs(.steward, .auditor)
    guard Coverage.leastRange.contains(least) else {
      let range = Coverage.leastRange
      throw Refusal.invalid(
        field: "least", reason: "\(range.lowerBound) to \(range.upperBound)")
    }
    let (library, now) = (library, world.now())
    return try await archive.read { shelf in
      let subject = try shelf.subject(covered: name)
      let taxonomy =
        try subject.taxonomy == nil ? nil : library.taxonomy(of: subject, on: shelf)
      let rule = try shelf.rule()
      let skills = Dictionary(
        try shelf.skills(subject.id).map { ($0.expert, $0) }, uniquingKeysWith: { $1 })
      return try Coverage(
        subject: subject, taxonomy: taxonomy,
        people: try shelf.members().map { .init(member: $0, skill: skills[$0.id]) },
        demand: try shelf.demand(subject.id, latest: rule.estimateWindow),
        rule: rule.learned(by: try shelf.progress(subject.id).calibration), least: least, at: now)
    }
  }
}

extension Shelf {
  /// The named subject, or the one of which most questions were closed; of equals one with a
  /// taxonomy, then the first by name.
  fileprivate func subject(covered name: String?) throws -> Subject {
    if let name {
      guard let subject = try subject(ID(name)) else {
        throw Refusal.notFound(kind: "subject", name: name)
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

  /// How often each region asked, of so many of the latest questions, and what was found.
  fileprivate func demand(_ subject: ID<Subject>, latest count: Int) throws -> Demand {
    let latest = try questions(
      RecordFilter(
        .equal(field: "subject", to: subject.text), limit: max(1, count), isDescending: true))
    return Demand(
      questions: Dictionary(latest.map { ($0.place?.region ?? "", 1) }, uniquingKeysWith: +),
      sightings: try sightings(subject))
  }
}
