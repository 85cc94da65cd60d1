/// The records stand beside the ledger, and whoever has the file can change them for a while. What
/// an expert is shown and asked to judge, and what is signed for strangers, is held against the
/// entries that it follows from before.
extension Shelf {
  /// Refuses (`conflict`) a question whose text, photos, options or spot are not those to which the
  /// ledger commits.
  func needsCommitted(_ question: Question) throws {
    var (text, photos, options): (String?, [String?], [String]) = (nil, [], [])
    var (spot, isAsked): (Spot?, Bool) = (nil, false)
    for entry in try trace(of: question.id, kinds: Self.shownKinds) {
      switch entry.event {
      case .questionAsked(let fact):
        (text, options, isAsked) = (try revealed(fact.text), fact.options, true)
        photos += try fact.photos.map { try revealed($0) }
      case .photosAdded(let fact): photos += try fact.photos.map { try revealed($0) }
      case .optionAdded(let fact): options.append(fact.option)
      case .spotTold(let fact): spot = try revealed(fact.spot).flatMap { Spot(sealed: $0) }
      default: break
      }
    }
    guard isAsked, text == question.text, photos == question.photos, spot == question.spot,
      options == question.options
    else { throw Refusal.recordDiffers("question \(question.id)") }
  }

  /// The kinds of entries that tell what people are shown of a question.
  private static var shownKinds: Set<String> {
    ["questionAsked", "photosAdded", "optionAdded", "spotTold"]
  }

  /// Refuses (`conflict`) a badge that was not awarded as it says, or that was withdrawn since.
  func needsAward(_ badge: Badge) throws {
    let bytes = try entries(badge.entry..<badge.entry + 1).first
    guard let entry = try bytes.map(Entry.init(bytes:)),
      case .badgeAwarded(let fact) = entry.event,
      (fact.badge, fact.claim, fact.claim.member) == (badge.id, badge.claim, badge.member),
      entry.at == badge.awardedAt, try badge.withdrawnAt != nil || !isWithdrawn(badge.id)
    else { throw Refusal.recordDiffers("badge \(badge.id)") }
  }

  private func isWithdrawn(_ badge: ID<Badge>) throws -> Bool {
    try entries(ofKind: "badgeWithdrawn", before: ledgerSize()).contains { entry in
      if case .badgeWithdrawn(let fact) = entry.event { fact.badge == badge } else { false }
    }
  }

  /// Refuses (`conflict`) a member who is called otherwise than when they joined.
  func needsName(_ fact: MemberJoined) throws {
    let member = try member(fact.member)
    guard try member?.handle == revealed(fact.handle), try member?.name == revealed(fact.name)
    else { throw Refusal.recordDiffers("member \(fact.member)") }
  }
}

extension Refusal {
  /// A record that is not what the entries say.
  fileprivate static func recordDiffers(_ what: String) -> Refusal {
    .conflict(
      .tampered,
      reason: "What is kept of \(what) is not what the ledger says; have it looked at"
        + " (witan audit verify).")
  }
}
