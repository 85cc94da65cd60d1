import Ledger

/// One entry of the ledger as an auditor reads it.
public struct HistoryLine: Codable, Equatable, Sendable {
  public let index: Int
  public let at: Instant
  public let kind: String
  /// Who did it: a handle, or the ledger's name after erasure; nil for the house itself.
  public let by: String?
  /// The question it belongs to, where it belongs to one.
  public let question: String?
  /// What happened, in a sentence.
  public let summary: String
  /// The canonical bytes that are hashed, as text.
  public let entry: String
  /// SHA-256(0x00 || entry), in hexadecimal (RFC 6962 2.1).
  public let leafHash: String

  /// Reads an entry for people.
  init(_ entry: Entry, on shelf: any Shelf) throws {
    let bytes = try entry.bytes()
    index = entry.index
    at = entry.at
    kind = entry.event.kind
    by = try entry.by.map { try shelf.shownName($0) }
    question = entry.event.question?.text
    summary = try entry.event.summary(on: shelf)
    self.entry = String(decoding: bytes, as: UTF8.self)
    leafHash = MerkleTree.leafHash(bytes).hex
  }
}

extension Shelf {
  /// A member's handle, or the ledger's name where there is none.
  func shownName(_ id: ID<Member>) throws -> String { try member(id)?.handle ?? id.text }

  /// What a legal hold is on: a question's name, or a member's handle.
  func shown(_ target: HoldTarget) throws -> String {
    try target.question?.text ?? target.member.map { try shownName($0) } ?? "nothing"
  }
}

extension Event {
  /// What happened, in a sentence without personal texts.
  func summary(on shelf: any Shelf) throws -> String {
    switch self {
    case .communityFounded(let fact): return "The community \(fact.community) began."
    case .ruleAdopted(let fact): return "Rule \(fact.rule.version) came into force."
    case .ruleProposed(let fact):
      return "\(try shelf.shownName(fact.by)) proposed rule \(fact.rule.version)."
    case .ruleApproved(let fact):
      return "\(try shelf.shownName(fact.by)) approved the rule proposed as \(fact.proposal)."
    case .subjectDefined(let fact):
      return "Subject \(fact.subject) was defined with \(fact.taxa) taxa."
    case .memberJoined(let fact):
      let roles = fact.roles.map(\.rawValue).joined(separator: ", ")
      let way = fact.invitation == nil ? "" : " by an invitation"
      return "\(try shelf.shownName(fact.member)) joined as \(roles)\(way)."
    case .tokenIssued(let fact):
      return "A token was made for \(try shelf.shownName(fact.member)), for"
        + " \(Scope.words(fact.scopes))."
    case .tokenRevoked(let fact):
      return "A token of \(try shelf.shownName(fact.member)) ended."
    case .rolesProposed(let fact):
      let roles = fact.roles.map(\.rawValue).joined(separator: ", ")
      return "\(try shelf.shownName(fact.by)) proposed that \(try shelf.shownName(fact.member))"
        + " be \(roles.isEmpty ? "without a role" : roles)."
    case .rolesSet(let fact):
      let roles = fact.roles.map(\.rawValue).joined(separator: ", ")
      return
        "\(try shelf.shownName(fact.member)) is now \(roles.isEmpty ? "without a role" : roles)."
    case .invitationMade(let fact):
      let roles = fact.roles.map(\.rawValue).joined(separator: ", ")
      return "\(try shelf.shownName(fact.by)) invited somebody to be \(roles)."
    case .invitationWithdrawn(let fact):
      return "\(try shelf.shownName(fact.by)) withdrew an invitation."
    case .signInLinkMade(let fact):
      return "\(try shelf.shownName(fact.by)) made a link by which"
        + " \(try shelf.shownName(fact.member)) signs in once."
    case .signInWaysSet(let fact):
      return "\(try shelf.shownName(fact.by)) \(fact.words) by which"
        + " \(try shelf.shownName(fact.member)) signs in (\(fact.door.rawValue))."
    case .skillsEstimated(let fact):
      return "Skills in \(fact.subject) were estimated anew from \(fact.questions) questions."
    case .membersSeen(let fact): return "\(fact.members.count) expert(s) were there."
    case .availabilitySet(let fact):
      return "\(try shelf.shownName(fact.member)) may be asked at other times."
    case .languagesSet(let fact):
      let languages = fact.languages.joined(separator: ", ")
      return "\(try shelf.shownName(fact.member)) reads"
        + " \(languages.isEmpty ? "all languages" : languages)."
    case .groupSet(let fact):
      let name = try shelf.shownName(fact.member)
      return fact.group.map { "\(name) belongs to the group \($0)." }
        ?? "\(name) belongs to no group."
    case .emergencyTextSet(let fact):
      return "\(try shelf.shownName(fact.by)) wrote what is said where nobody can be reached."
    case .keyRotated: return "Another key signs the ledger from here on."
    case .erased(let fact):
      return "\(fact.commitments.count) personal payload(s) of entry \(fact.entry) were erased by"
        + " \(try shelf.shownName(fact.by))."
    case .holdPlaced(let fact):
      return "\(try shelf.shownName(fact.by)) put \(try shelf.shown(fact.on)) on legal hold."
    case .holdLifted(let fact):
      return "\(try shelf.shownName(fact.by)) ended the legal hold on \(try shelf.shown(fact.on))."
    case .badgeAwarded(let fact):
      let sheet = fact.claim.words
      return "\(try shelf.shownName(fact.claim.member)) is proved in \(sheet): a badge."
    case .badgeWithdrawn(let fact):
      return "The badge \(fact.badge) was withdrawn for the outcome of \(fact.because)."
    default: return try questionSummary(on: shelf)
    }
  }

  /// Who was shown what.
  private func viewSummary(on shelf: any Shelf) throws -> String {
    switch self {
    case .photosViewed(let fact):
      let views = try fact.views.map {
        "\(try shelf.shownName($0.member)) photo \($0.photo + 1) at \($0.at.text)"
      }
      return "Photos were shown: \(views.joined(separator: ", "))."
    case .spotViewed(let fact):
      return "\(try shelf.shownName(fact.by)) was shown the exact spot, for a reason."
    case .originalViewed(let fact):
      return "\(try shelf.shownName(fact.by)) was given photo \(fact.photo + 1) as it came, for a"
        + " reason."
    default: return kind
    }
  }

  private func questionSummary(on shelf: any Shelf) throws -> String {
    switch self {
    case .questionOpened, .openQuestionTaken, .assignmentsReoffered:
      return try openingSummary(on: shelf)
    case .questionAsked(let fact):
      let place = fact.place.map { " from \($0.name)" } ?? ""
      return "Asked about \(fact.subject)\(place), \(fact.urgency.rawValue), with "
        + "\(fact.photos.count) photo(s)\(fact.originals == nil ? "" : ", kept as they came too")."
    case .optionAdded: return "A choice was added."
    case .questionDispatched(let fact):
      let names = try fact.offers.map { try shelf.shownName($0.expert) }
      guard !names.isEmpty else { return fact.nobodySentence }
      let asked = names.joined(separator: ", ")
      return "Wave \(fact.wave): asked \(asked); \(fact.eligible) could have been asked."
    case .assignmentTaken(let fact):
      return "\(try shelf.shownName(fact.expert)) took it until \(fact.endsAt.text)."
    case .assignmentPassed(let fact):
      return "\(try shelf.shownName(fact.expert)) passed it on: \(fact.reason.rawValue)."
    case .assignmentsLapsed(let fact):
      return "\(fact.assignments.count) offer(s) or lease(s) ended without an answer."
    case .answerGiven(let fact):
      return "\(try shelf.shownName(fact.expert)) answered \(fact.taxon ?? "can't tell")"
        + " (\(fact.confidence.rawValue)\(fact.isLate ? ", late" : ""))."
    case .consensusReached(let fact): return fact.summary
    case .outcomeRecorded(let fact):
      return "The truth is \(fact.taxon), says \(try shelf.shownName(fact.by))"
        + " (\(fact.source.rawValue))."
    case .skillsMoved(let fact):
      return "\(fact.lessons.count) lesson(s) learned from \(fact.source.rawValue)."
    case .leaseExtended(let fact):
      return "\(try shelf.shownName(fact.expert)) has until \(fact.endsAt.text)."
    case .leasesReminded(let fact):
      return "\(fact.assignments.count) holder(s) reminded that their time is nearly over."
    case .assignmentHandedOver(let fact):
      return "\(try shelf.shownName(fact.expert)) handed it over to"
        + " \(try shelf.shownName(fact.heir)): \(fact.reason.rawValue)."
    case .routeSteered(let fact):
      let name = try shelf.shownName(fact.expert)
      return fact.wish == .pin
        ? "A steward wants \(name) to be asked." : "A steward keeps it from \(name)."
    case .photosAdded(let fact):
      return "\(fact.photos.count) photo(s) added"
        + (fact.originals == nil ? "" : ", kept as they came too")
        + "; offered again to \(fact.reoffered.count)."
    case .promised(let fact): return fact.promise.oddsSentence
    case .photosViewed, .spotViewed, .originalViewed: return try viewSummary(on: shelf)
    case .spotTold: return "The asker told where exactly it was."
    case .verdictRecalled(let fact):
      let why = fact.because == fact.question ? "its outcome" : "the outcome of \(fact.because)"
      return "Version \(fact.version) was recalled for \(why): it said \(fact.was.words), now it is"
        + " \(fact.now.words)."
    case .recallAcknowledged(let fact):
      return "\(try shelf.shownName(fact.by)) knows of the recall."
    case .leaningExamined(let fact):
      return "\(fact.examined.count) question(s) that leaned on it were looked at anew;"
        + " \(fact.recalled.count) recalled."
    case .communityFounded, .ruleAdopted, .subjectDefined, .memberJoined, .tokenIssued,
      .tokenRevoked, .rolesProposed, .rolesSet, .invitationMade, .invitationWithdrawn,
      .signInLinkMade, .signInWaysSet,
      .skillsEstimated, .membersSeen, .availabilitySet, .languagesSet, .groupSet,
      .emergencyTextSet, .ruleProposed, .ruleApproved, .keyRotated, .erased,
      .holdPlaced, .holdLifted, .badgeAwarded, .badgeWithdrawn:
      return kind
    }
  }
}

extension ConsensusReached {
  /// `Version 2, settled: Daboia russelii 99.12 %, dangerous 99.90 %.`
  var summary: String {
    var parts: [String] = []
    if let leading { parts.append("\(leading.taxon) \(percent(leading.partsPerMillion))") }
    if let likeliest = actions.first {
      parts.append("\(likeliest.name) \(percent(likeliest.partsPerMillion))")
    }
    let held = parts.isEmpty ? "nothing was named" : parts.joined(separator: ", ")
    return "Version \(version), \(phase.rawValue): \(held)."
  }
}

/// Parts per million as per cent with two decimals: `99.12 %`.
public func percent(_ partsPerMillion: Int) -> String {
  let hundredths = partsPerMillion / 100
  let fraction = hundredths % 100
  return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) %"
}

extension Event {
  private func openingSummary(on shelf: any Shelf) throws -> String {
    switch self {
    case .questionOpened(let fact):
      "Opened to all who qualify (\(fact.qualified)), until \(fact.endsAt.text)."
    case .openQuestionTaken(let fact):
      "\(try shelf.shownName(fact.expert)) came and took it until \(fact.endsAt.text)."
    case .assignmentsReoffered(let fact):
      "Offered again to \(fact.assignments.count), who had wanted another photo."
    default: kind
    }
  }
}

extension QuestionDispatched {
  /// That nobody was asked, in a sentence.
  var nobodySentence: String {
    wave == 0 ? "Nobody could be asked yet." : "Nobody more could be asked after wave \(wave)."
  }
}
