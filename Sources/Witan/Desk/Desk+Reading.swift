extension Desk {
  /// A question as the caller may see it.
  ///
  /// Askers see their own, experts those offered to them (sealed until they answered or it
  /// closed), auditors and stewards all; for others it does not exist.
  public func show(_ caller: Caller, _ id: ID<Question>) async throws -> QuestionSheet {
    let (library, now) = (library, world.now())
    return try await archive.read { shelf in
      try shelf.view(of: id, for: caller, now: now).sheet(library)
    }
  }

  /// Questions that the caller may see, the latest first.
  ///
  /// - Parameters:
  ///   - before: only questions before this one, for the next page.
  ///   - limit: 1 to 100.
  public func questions(
    _ caller: Caller, before: String?, limit: Int
  ) async throws -> [QuestionSheet] {
    guard (1...100).contains(limit) else {
      throw Refusal.invalid(field: "limit", reason: "1 to 100")
    }
    let (library, now) = (library, world.now())
    let seesAll = caller.member.isOne(of: .auditor, .steward)
    let condition: RecordFilter.Condition =
      seesAll ? .all : .equal(field: "asker", to: caller.member.id.text)
    return try await archive.read { shelf in
      let filter = RecordFilter(condition, after: before, limit: limit, isDescending: true)
      return try shelf.questions(filter).compactMap {
        try View(of: $0, for: caller, on: shelf, now: now)?.sheet(library)
      }
    }
  }

  /// A photo that the caller may see, as it is kept or at most this wide. That it was given is
  /// recorded.
  public func photo(
    _ caller: Caller, _ id: ID<Question>, _ name: String, width: PhotoWidth? = nil
  ) async throws -> CleanPhoto {
    let now = world.now()
    let (number, photo) = try await archive.read { shelf in
      let question = try shelf.view(of: id, for: caller).question
      guard let number = question.photos.firstIndex(of: name),
        let bytes = try shelf.attachment("photos/\(name)"), let kind = PhotoKind(content: bytes)
      else { throw Refusal.notFound(kind: "photo", name: name) }
      return (number, CleanPhoto(bytes: bytes, kind: kind))
    }
    viewing.see(id, photo: number, by: caller.member.id, at: now)
    guard let width else { return photo }
    return try await thumbnails.photo(name, width) { try await lab.scaled(photo, to: width) }
  }

  /// All members; for stewards and auditors.
  public func members(_ caller: Caller) async throws -> [MemberSheet] {
    try caller.needs(.steward, .auditor)
    let now = world.now()
    return try await archive.read { shelf in
      try shelf.members().map { try MemberSheet($0, on: shelf, now: now) }
    }
  }

  /// One member by handle: oneself, or anybody for stewards and auditors.
  public func member(_ caller: Caller, handle: String) async throws -> MemberSheet {
    if caller.member.handle != handle { try caller.needs(.steward, .auditor) }
    let now = world.now()
    return try await archive.read { shelf in
      guard let member = try shelf.member(handle: handle) else {
        throw Refusal.notFound(kind: "member", name: handle)
      }
      return try MemberSheet(
        member, on: shelf, now: now, stoodAlone: Dissent.count(of: member.id, on: shelf),
        badges: shelf.badges(of: member.id).map { try BadgeSheet($0, on: shelf) })
    }
  }
}

extension MemberSheet {
  /// A member with what the record says of them.
  init(
    _ member: Member, on shelf: any Shelf, now: Instant, stoodAlone: Int = 0,
    badges: [BadgeSheet] = []
  ) throws {
    let rule = try shelf.rule()
    var standings: [Standing] = []
    for subject in member.subjects {
      let skill = try shelf.skill(subject, member.id)
      let learned = rule.learned(by: try shelf.progress(subject).calibration)
      let whole = skill.worth.perAnswer.map { reputation in
        (branch: String?.none, region: String?.none, reputation: reputation)
      }
      let cells = skill.cells.compactMap { cell in
        cell.worth.perAnswer.map {
          (branch: Optional(cell.branch), region: Optional(cell.region), reputation: $0)
        }
      }
      for place in [whole].compactMap({ $0 }) + cells {
        let accuracy = skill.accuracy(
          branch: place.branch ?? "", region: place.region ?? "",
          isHome: place.region.flatMap { region in member.home.map { $0.region == region } },
          depth: skill.depth, rule: learned)
        standings.append(
          Standing(
            subject: subject.text, branch: place.branch, region: place.region,
            reputation: place.reputation, accuracyPartsPerMillion: partsPerMillion(accuracy.mean),
            deviationPartsPerMillion: partsPerMillion(accuracy.deviation)))
      }
    }
    self.init(
      id: member.id.text, handle: member.handle, name: member.name, roles: member.roles,
      subjects: member.subjects.map(\.text), home: member.home?.code, languages: member.languages,
      availability: member.availability, joinedAt: member.joinedAt,
      isAwake: member.availability.isAwake(at: now), isProgram: member.isProgram,
      group: member.group,
      proposal: try member.proposal.map {
        Proposal(roles: $0.roles, by: try shelf.shownName($0.by))
      },
      stoodAlone: stoodAlone > 0 ? stoodAlone : nil, badges: badges.isEmpty ? nil : badges,
      standings: standings)
  }
}

extension Skill {
  /// The deepest rank at which anything was scored.
  fileprivate var depth: Int { cells.map { max($0.right.count, $0.wrong.count) }.max() ?? 1 }
}
