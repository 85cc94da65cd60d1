public import Witan

/// The scores of a replay: means over the seeds, and each seed's own.
public struct ReplayReport: Codable, Sendable {
  /// How many items are scored, a seed.
  public let items: Double
  /// The share whose likeliest species is the truth, named or not.
  public let speciesAccuracy: Double
  /// Answers asked for, of all kinds, over the scored items.
  public let answersPerQuestion: Double
  /// The share of all items about which the most asked person was asked.
  public let largestShare: Double
  /// The share of items of which a species was named: it cleared the rule.
  public let speciesNamed: Double
  /// The share of those that are right.
  public let rightWhenNamed: Double
  /// The share of the dangerous items that were called harmless.
  public let dangerousGivenHarmless: Double
  /// The share of the other items that were called harmless.
  public let harmlessGivenHarmless: Double
  /// The expected calibration error of the likeliest species, ten bins.
  public let calibrationError: Double
  /// Answers asked for over the first quarter, which is not scored.
  public let answersPerQuestionBefore: Double
  /// Choices that the router made, of all seeds, and those which it made again when it was run on
  /// their receipts alone.
  public let receipts: Int
  public let receiptsDerived: Int
  /// The same study by others, by name.
  public let baselines: [String: PlainScore]
  /// Wall time of all seeds.
  public let seconds: Double
  /// Each seed's scores, in the order of the seeds; nil within them.
  public let perSeed: [ReplayReport]?

  /// What a baseline reached.
  public struct PlainScore: Codable, Sendable {
    public let speciesAccuracy: Double
    public let answersPerQuestion: Double
  }
}

extension ReplayReport {
  init(_ tally: ReplayTally, baselines: [String: PlainCrowd.Score], seconds: Double) {
    func share(_ part: Int, _ whole: Int) -> Double { Double(part) / Double(max(1, whole)) }
    items = Double(tally.items)
    speciesAccuracy = share(tally.right, tally.items)
    answersPerQuestion = share(tally.answers, tally.items)
    largestShare = tally.largestShare
    speciesNamed = share(tally.named, tally.items)
    rightWhenNamed = share(tally.namedRight, tally.named)
    dangerousGivenHarmless = share(tally.dangerousSaidHarmless, tally.dangerous)
    harmlessGivenHarmless = share(tally.harmlessSaidHarmless, tally.harmless)
    calibrationError = tally.calibrationError
    answersPerQuestionBefore = share(tally.foundingAnswers, tally.foundingItems)
    (receipts, receiptsDerived) = (tally.receipts, tally.receiptsDerived)
    self.baselines = baselines.mapValues {
      PlainScore(speciesAccuracy: $0.speciesAccuracy, answersPerQuestion: $0.answersPerQuestion)
    }
    self.seconds = seconds
    perSeed = nil
  }

  /// The means of several seeds.
  init(_ seeds: [ReplayReport]) {
    func mean(_ value: (ReplayReport) -> Double) -> Double {
      seeds.reduce(0) { $0 + value($1) } / Double(max(1, seeds.count))
    }
    items = mean(\.items)
    speciesAccuracy = mean(\.speciesAccuracy)
    answersPerQuestion = mean(\.answersPerQuestion)
    largestShare = mean(\.largestShare)
    speciesNamed = mean(\.speciesNamed)
    rightWhenNamed = mean(\.rightWhenNamed)
    dangerousGivenHarmless = mean(\.dangerousGivenHarmless)
    harmlessGivenHarmless = mean(\.harmlessGivenHarmless)
    calibrationError = mean(\.calibrationError)
    answersPerQuestionBefore = mean(\.answersPerQuestionBefore)
    receipts = seeds.reduce(0) { $0 + $1.receipts }
    receiptsDerived = seeds.reduce(0) { $0 + $1.receiptsDerived }
    var means: [String: PlainScore] = [:]
    for name in seeds.first?.baselines.keys.sorted() ?? [] {
      means[name] = PlainScore(
        speciesAccuracy: mean { $0.baselines[name]?.speciesAccuracy ?? 0 },
        answersPerQuestion: mean { $0.baselines[name]?.answersPerQuestion ?? 0 })
    }
    baselines = means
    seconds = seeds.reduce(0) { $0 + $1.seconds }
    perSeed = seeds
  }
}

extension Study {
  /// Replays the study by each seed, with the baselines.
  ///
  /// - Parameters:
  ///   - milliseconds: a clock, to tell how long it took.
  ///   - progress: told after each item: the seed, done, of how many.
  public func replay(
    _ settings: Replay.Settings, rule: Rule = .first, seeds: [UInt64],
    milliseconds: () -> Int, progress: (UInt64, Int, Int) -> Void
  ) throws -> ReplayReport {
    var reports: [ReplayReport] = []
    for seed in seeds {
      let start = milliseconds()
      var replay = try Replay(self, settings: settings, rule: rule, seed: seed)
      let tally = try replay.run { progress(seed, $0, $1) }
      let baselines = try PlainCrowd(study: self, maxAnswers: settings.maxAnswers, seed: seed)
        .scores(tally.answersByItem)
      let seconds = Double(milliseconds() - start) / 1000
      reports.append(ReplayReport(tally, baselines: baselines, seconds: seconds))
    }
    return ReplayReport(reports)
  }
}
