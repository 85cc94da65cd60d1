/// How the people of a crowd err together: the reason why ten votes weigh less than ten witnesses.
///
/// Three things tie their errors. Some forks are hard for everybody in this photo: a normal shift,
/// common to all votes at one fork, of the logit of their accuracy. Those who go wrong go wrong the
/// same way, as a look-alike draws them: the wrong children are taken as by a Pólya urn, so that
/// the second of two errors repeats the first with a probability far above chance. And some wrong
/// children are tempting because they are common: a share of the guesses follows the prior.
///
/// Source: random item effects as in Rasch models (Rabe-Hesketh & Skrondal 2004,
/// DOI 10.1201/9780203489437); the urn: Blackwell & MacQueen 1973, DOI 10.1214/aos/1176342372.
public struct SharedErrors: Sendable, Equatable {
  /// The standard deviation of the shift of the logit at one fork; 0 for forks all alike.
  public let difficulty: Double
  /// The urn's concentration where the way is left, by depth of the fork (0 is the root); the last
  /// holds further down. 1 means that two errors agree half of the time; infinite means chance.
  public let echo: [Double]
  /// The concentration further down, once off the way.
  public let echoAstray: Double
  /// The share of wrong steps that follow the prior, in [0, 1]; the others take any child alike.
  /// Only in trees with open mass: the options of a plain list are equally tempting.
  public let popularShare: Double

  /// Takes the numbers, brought into their ranges.
  public init(difficulty: Double, echo: [Double], echoAstray: Double, popularShare: Double) {
    self.difficulty = max(0, difficulty)
    self.echo = echo.map { max(Self.leastEcho, $0) }
    self.echoAstray = max(Self.leastEcho, echoAstray)
    self.popularShare = min(1, max(0, popularShare))
  }

  /// Below this an urn repeats itself always, and its logarithms are noise.
  private static let leastEcho = 1e-3

  /// Votes that share nothing but the truth: the Bayes-optimal log-odds vote on a plain list
  /// (Nitzan & Paroush 1982, DOI 10.2307/2526438).
  public static let independent = SharedErrors(
    difficulty: 0, echo: [.infinity], echoAstray: .infinity, popularShare: 0)

  /// The usual crowd of naturalists.
  ///
  /// Rounded from the answers of the snake study (Durso et al. 2021, DOI 10.1098/rsos.201273): two
  /// people wrong at the same fork took the same wrong child in 63, 37 and 52 % of the pairs (below
  /// the root, the families and the genera), further down in 50 to 60 %, which an urn of
  /// concentration c does with probability 1/(1 + c) and more; accuracy at a fork varies between
  /// photos with an intraclass correlation of .13 to .21.
  public static let usual = SharedErrors(
    difficulty: 0.9, echo: [0.7, 1.9, 1.0], echoAstray: 0.9, popularShare: 0.3)

  /// The urn's concentration at a fork of this depth.
  func echo(atDepth depth: Int) -> Double {
    echo.isEmpty ? .infinity : echo[min(depth, echo.count - 1)]
  }
}
