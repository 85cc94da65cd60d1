/// A promise and what came of it.
public struct PromiseTrial: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let subject: ID<Subject>
  public let promise: Promise
  public let madeAt: Instant
  /// When the first answer came, "can't tell" included; nil for none yet.
  public var answeredAt: Instant?

  /// Whether an answer came within some time; nil while that is not over, though one came: of the
  /// questions just asked those with quick answers would be told of first.
  func isKept(withinSeconds seconds: Int, now: Instant) -> Bool? {
    let end = madeAt.adding(seconds: seconds)
    guard end <= now else { return nil }
    return answeredAt.map { $0 <= end } ?? false
  }
}

/// How far promises were kept: of those that gave some odds, that share should have come true.
public struct PromiseScore: Codable, Equatable, Sendable {
  /// The subject's short name; nil for all of them.
  public let subject: String?
  /// How many promises were made to questions that are old enough to tell, of the latest
  /// `limit`.
  public let promises: Int
  /// By time promised, the shortest first.
  public let horizons: [Horizon]

  /// The promises of an answer within one time.
  public struct Horizon: Codable, Equatable, Sendable {
    public let withinSeconds: Int
    /// How many can be judged.
    public let count: Int
    /// The mean of the promised odds; 0 for none.
    public let promisedPartsPerMillion: Int
    /// The share in which an answer came in time; 0 for none.
    public let keptPartsPerMillion: Int
    /// The mean square of promise less truth (0 for what never errs, a quarter for a coin; Brier
    /// 1950, DOI 10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2); nil for none.
    public let brierPartsPerMillion: Int?
    /// Those tenths of the odds in which any were promised.
    public let tenths: [Tenth]
  }

  /// The promises whose odds lay in one tenth.
  public struct Tenth: Codable, Equatable, Sendable {
    /// Where the tenth begins: 0, 100,000, ... 900,000.
    public let fromPartsPerMillion: Int
    public let count: Int
    public let promisedPartsPerMillion: Int
    public let keptPartsPerMillion: Int
  }

  /// How many of the latest promises are judged at most.
  public static let limit = 20_000
}

extension PromiseScore {
  /// Judges promises at an instant.
  init(subject: String?, _ trials: [PromiseTrial], now: Instant) {
    self.subject = subject
    let first = Promise.horizonsSeconds.first ?? 0
    promises = trials.count { $0.isKept(withinSeconds: first, now: now) != nil }
    horizons = Promise.horizonsSeconds.map { seconds in
      Horizon(
        withinSeconds: seconds,
        trials.compactMap { trial in
          trial.isKept(withinSeconds: seconds, now: now).flatMap { isKept in
            trial.promise.odds.first { $0.withinSeconds == seconds }.map {
              Judged(odds: $0.partsPerMillion, isKept: isKept)
            }
          }
        })
    }
  }

  /// Odds and whether an answer came.
  struct Judged {
    let odds: Int
    let isKept: Bool
  }
}

extension PromiseScore.Horizon {
  /// Sums whole numbers, so that the order of the promises does not matter.
  fileprivate init(withinSeconds: Int, _ judged: [PromiseScore.Judged]) {
    self.withinSeconds = withinSeconds
    count = judged.count
    promisedPartsPerMillion = judged.meanOdds
    keptPartsPerMillion = judged.keptShare
    let squares = judged.reduce(0) { sum, each in
      let error = (each.isKept ? 1_000_000 : 0) - each.odds
      return sum + error * error / 1_000_000
    }
    brierPartsPerMillion = judged.isEmpty ? nil : squares / judged.count
    tenths = (0..<10).compactMap { tenth in
      let part = judged.filter { min(9, $0.odds / 100_000) == tenth }
      guard !part.isEmpty else { return nil }
      return PromiseScore.Tenth(
        fromPartsPerMillion: tenth * 100_000, count: part.count,
        promisedPartsPerMillion: part.meanOdds, keptPartsPerMillion: part.keptShare)
    }
  }
}

extension [PromiseScore.Judged] {
  /// The mean of the odds; 0 for none.
  fileprivate var meanOdds: Int { isEmpty ? 0 : reduce(0) { $0 + $1.odds } / count }

  /// The share in which an answer came; 0 for none.
  fileprivate var keptShare: Int {
    isEmpty ? 0 : self.count { $0.isKept } * 1_000_000 / count
  }
}
