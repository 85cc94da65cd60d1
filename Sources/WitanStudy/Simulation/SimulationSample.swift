/// The tallies of one policy by several seeds, asked for means and ranks.
struct SimulationSample {
  let tallies: [SimulationTally]

  /// What is asked of a record.
  typealias Test = (SimulationTally.Record) -> Bool

  /// The records of all seeds.
  var records: [SimulationTally.Record] { tallies.flatMap(\.records) }

  /// The mean over the seeds.
  func mean(_ value: (SimulationTally) -> Double) -> Double {
    tallies.reduce(0) { $0 + value($1) } / Double(max(1, tallies.count))
  }

  /// The mean over the seeds of the share of records that pass a test, of those that are wanted.
  func share(_ isMeant: Test, of isWanted: Test = { _ in true }) -> Double {
    mean { tally in
      let wanted = tally.records.filter(isWanted)
      return Double(wanted.count(where: isMeant)) / Double(max(1, wanted.count))
    }
  }

  /// Seconds from asking to what a record tells, in order; what never came stands at the end.
  func seconds(_ instant: (SimulationTally.Record) -> Int?, of isWanted: Test) -> [Double?] {
    let all = records.filter(isWanted).map { record in
      instant(record).map { Double($0 - record.askedAt) / 1000 }
    }
    return all.compactMap { $0 }.sorted() + all.filter { $0 == nil }
  }
}

extension SimulationTally.Record {
  /// Whether what was said to do is right.
  var isActionRight: Bool { action == (isDangerous ? "dangerous" : "harmless") }
  /// Whether somebody was told not to mind a dangerous one.
  var isCalledHarmlessWrongly: Bool { isDangerous && action == "harmless" }
}

extension [Double?] {
  /// The value below which so much of a ranked list lies; nil where that never came.
  func quantile(_ share: Double) -> Double? {
    isEmpty ? nil : self[Swift.min(count - 1, Int(Double(count) * share))]
  }
}
