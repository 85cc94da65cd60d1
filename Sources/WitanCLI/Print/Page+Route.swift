import Witan

extension Page {
  /// The receipts of a question's waves.
  mutating func add(_ receipts: RouteReceipts) {
    add("Question \(receipts.question)", .bold)
    if receipts.waves.isEmpty { add("Nobody was asked yet.") }
    for wave in receipts.waves { add(wave) }
    if let opening = receipts.opening { add(opening) }
    guard !receipts.moves.isEmpty else { return }
    caption("Between the waves")
    for move in receipts.moves { add(move) }
  }

  /// A hand-over, or an offer made again.
  private mutating func add(_ move: RouteReceipts.Move) {
    let to = move.to.joined(separator: ", ")
    let words =
      switch move.kind {
      case .handedOver:
        "\(move.from ?? "") handed it over to \(to) (\(move.reason?.rawValue ?? "untold"))"
      case .reoffered: "offered again to \(to), who had wanted another photo"
      }
    add("\(words), \(Wording.time(move.at)), entry \(move.index)", indent: 2, hang: 2)
  }

  /// That a question was opened to all, and who came.
  private mutating func add(_ opening: OpeningReceipt) {
    caption("Opened to all who qualify, \(Wording.time(opening.at)), entry \(opening.index)")
    add(
      opening.isDerived
        ? "The router, run again on what it knew, opens it too."
        : "The router, run again on what it knew, does NOT open it.",
      opening.isDerived ? .good : .danger, indent: 2)
    let excluded = opening.excluded.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let others = excluded.isEmpty ? "" : "; not: \(excluded.joined(separator: ", "))"
    add("\(opening.qualified) may take it\(others)", indent: 2, hang: 2)
    add("at stake \(Self.share(opening.stakes)) wrong taxa", indent: 2)
    let came = opening.came.isEmpty ? "nobody" : opening.came.joined(separator: ", ")
    add("came: \(came); open until \(Wording.time(opening.endsAt))", indent: 2, hang: 2)
  }

  /// A wave that found nobody has the number of the one before.
  private static func title(of wave: WaveReceipt) -> String {
    switch (wave.offers.isEmpty, wave.wave) {
    case (false, let number): "Wave \(number)"
    case (true, 0): "Nobody could be asked yet"
    case (true, let number): "Nobody more was asked after wave \(number)"
    }
  }

  /// One wave's receipt: who was asked, of whom, and the parts of the scores.
  mutating func add(_ wave: WaveReceipt) {
    caption("\(Self.title(of: wave)), \(Wording.time(wave.at)), entry \(wave.index)")
    if let isDerived = wave.isDerived {
      add(
        isDerived
          ? "The router, run again on what it knew, chooses the same."
          : "The router, run again on what it knew, chooses OTHERWISE.",
        isDerived ? .good : .danger, indent: 2)
    }
    let offers = wave.offers.map { offer in
      switch offer.seat {
      case .score: offer.expert
      case .newcomer: "\(offer.expert) (a newcomer's seat)"
      case .pinned: "\(offer.expert) (by a steward)"
      }
    }
    add("asked \(offers.isEmpty ? "nobody" : offers.joined(separator: ", "))", indent: 2, hang: 2)
    let excluded = wave.excluded.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let others = excluded.isEmpty ? "" : "; not: \(excluded.joined(separator: ", "))"
    add("\(wave.eligible) could have been asked\(others)", indent: 2, hang: 2)
    if let next = wave.nextAt {
      add("the next can be asked at \(Wording.time(next))", indent: 2)
    }
    if wave.isEnough { add("one more answer was not worth its price", indent: 2) }
    let branches = wave.branches.map { "\($0.taxon) \(percent($0.partsPerMillion))" }
    if !branches.isEmpty { add("open: \(branches.joined(separator: ", "))", indent: 2, hang: 2) }
    add(
      "at stake \(Self.share(wave.stakes)) wrong taxa; in time: \(wave.horizonSeconds) s; "
        + "seed \(wave.seed)", indent: 2, hang: 2)
    guard !wave.considered.isEmpty else { return }
    table(
      ["", "candidate", "skill", "chance", "in time", "price", "score"],
      wave.considered.map { candidate in
        [candidate.wasAsked ? "*" : " ", candidate.expert]
          + [
            candidate.skill, candidate.exploration, candidate.timely, candidate.price,
            candidate.score,
          ].map(Self.share)
      }, right: [2, 3, 4, 5, 6], flexible: 1, indent: 2)
    let known = wave.considered.compactMap { candidate in
      candidate.state.map { state in
        [
          candidate.expert, "\(state.offeredToday)", "\(state.pending)",
          state.lastSeenAt.map(Wording.time) ?? "never", "\(state.medianSeconds) s",
        ]
      }
    }
    guard !known.isEmpty else { return }
    table(
      ["candidate", "today", "pending", "last seen", "median"], known, right: [1, 2, 4],
      flexible: 0, indent: 2)
  }

  /// Parts per million as a share of one: `0.650`.
  private static func share(_ partsPerMillion: Int) -> String {
    let thousandths = abs(partsPerMillion) / 1000
    let digits = String(1000 + thousandths % 1000).dropFirst()
    return "\(partsPerMillion < 0 ? "-" : "")\(thousandths / 1000).\(digits)"
  }
}
