extension Desk {
  /// All evidence of a question, to be packed into one file; reads the ledger from its beginning.
  ///
  /// For auditors and stewards; refuses one who is, or may be, asked to answer it, and with the
  /// whole ledger, any other that is open.
  ///
  /// - Parameter isWhole: whether all entries of the ledger go in.
  /// - Throws: `tooLarge` beyond `Dossier.limitBytes`.
  public func dossier(
    _ caller: Caller, _ id: ID<Question>, isWhole: Bool = false
  ) async throws -> Dossier {
    try caller.needs(.auditor, .steward)
    let (library, now) = (library, world.now())
    let said = try Testimony(from: testimony)
    let (dossier, photos) = try await archive.read { shelf in
      let question = try shelf.existing(id)
      try View.needsUnsealed(question, for: caller, on: shelf)
      if isWhole { try shelf.needsNoSeal(for: caller) }
      // Of the entries and not of the records, which may have been changed: it is signed.
      let replay = ReplayPen(base: shelf)
      try replay.applyQuestion(id, size: shelf.ledgerSize(), of: shelf)
      let told = try replay.existing(id)
      guard let view = try View(of: told, for: caller, on: replay) else {
        throw Refusal.notFound(kind: "question", name: id.text)
      }
      let explanation = try Explanation(
        of: told, sheet: view.sheet(library), trace: shelf.trace(of: id), on: replay)
      let dossier = try Dossier(
        of: question, explanation: explanation, isWhole: isWhole, testimony: said,
        by: caller.member, at: now, on: shelf)
      return (dossier, question.photos)
    }
    for (number, photo) in photos.enumerated() where photo != nil {
      viewing.see(id, photo: number, by: caller.member.id, at: now)
    }
    return dossier
  }

  /// Where everything in a question's record came from, as PROV-JSON.
  public func provenance(_ caller: Caller, _ id: ID<Question>) async throws -> [UInt8] {
    try caller.needs(.auditor, .steward)
    let now = world.now()
    return try await archive.read { shelf in
      let question = try shelf.existing(id)
      try View.needsUnsealed(question, for: caller, on: shelf)
      let trace = try shelf.trace(of: id)
      var provenance = Provenance(of: try shelf.community())
      try provenance.add(
        trace, taxonomy: shelf.subject(question.subject)?.taxonomy,
        sources: SkillSources(size: shelf.ledgerSize(), on: shelf) { fact, _ in fact.question == id
        })
      provenance.add(auditOf: trace, by: caller.member, at: now)
      return try provenance.bytes()
    }
  }

  /// The same of all questions that were asked in a period, one bundle a question; questions that
  /// are sealed from the caller are left out.
  ///
  /// - Parameters:
  ///   - from: the first instant; nil for the beginning.
  ///   - to: the first instant after the period; nil for no end.
  /// - Throws: `tooLarge` beyond `Dossier.limitBytes`: take a shorter period.
  public func provenance(
    _ caller: Caller, from: Instant?, to: Instant?
  ) async throws -> [UInt8] {
    try caller.needs(.auditor, .steward)
    return try await archive.read { shelf in
      let community = try shelf.community()
      let isWithin = { @Sendable (at: Instant) in
        from.map { $0 <= at } ?? true && to.map { at < $0 } ?? true
      }
      let sources = try SkillSources(size: shelf.ledgerSize(), on: shelf) { isWithin($1) }
      var waiting: [Question] = []
      var last: String?
      return try Provenance.bundles(of: community, limitBytes: Dossier.limitBytes) {
        while true {
          if waiting.isEmpty {
            waiting = try shelf.questions(RecordFilter(after: last, limit: 100)).reversed()
            guard let end = waiting.first else { return nil }
            last = end.id.text
          }
          guard let question = waiting.popLast(),
            isWithin(question.askedAt),
            try View(of: question, for: caller, on: shelf)?.isSealed == false
          else { continue }
          var provenance = Provenance(of: community)
          try provenance.add(
            try shelf.trace(of: question.id),
            taxonomy: shelf.subject(question.subject)?.taxonomy, sources: sources)
          return (question.id.text, try provenance.bytes())
        }
      }
    }
  }
}

extension Shelf {
  /// Refuses a reader from whom anything of the ledger is sealed.
  fileprivate func needsNoSeal(for caller: Caller) throws {
    var seals = try Seals(for: caller, on: self)
    guard try !seals.places().isEmpty else { return }
    throw Refusal.notAllowed(
      reason: "You are, or may be, asked to answer questions that are open: the whole ledger"
        + " is not yours to read. Leave it out, or ask an auditor who answers none.")
  }
}
