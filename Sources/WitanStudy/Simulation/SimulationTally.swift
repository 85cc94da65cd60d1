import Witan

/// What came of one policy in one simulated community.
struct SimulationTally: Sendable {
  let policy: Simulation.Policy
  private(set) var records: [Record] = []
  private var requests: [Int]
  private var answers: [Int]
  var burnOuts = 0
  private var qualifiedBefore: Set<ID<Member>> = []
  private(set) var newlyQualified = 0
  private(set) var left = 0
  private var isBegun = false

  /// What became of one question; instants in milliseconds of the simulation.
  struct Record: Sendable {
    let askedAt: Int
    let urgency: Urgency
    let truth: String
    let isDangerous: Bool
    var requests = 0
    /// Answers that counted, and those among them of people who take part in an attack.
    var answers = 0
    var attackerAnswers = 0
    /// Those of them that were not what they think.
    var lies = 0
    /// The odds that were promised, by `Promise.horizonsSeconds`; none where nothing was.
    var promised: [Int] = []
    /// When the first answer came.
    var answeredAt: Int?
    /// When an action or a taxon was first said.
    var saidAt: Int?
    var settledAt: Int?
    var action: String?
    var likeliest: String?
    /// How few dissents by people as able as the supporters would have turned what was settled; one
    /// more than is counted where none of those did. Nil where nothing was settled.
    var dissentsToTurn: Int?

    init(askedAt: Int, urgency: Urgency, truth: String, isDangerous: Bool) {
      self.askedAt = askedAt
      self.urgency = urgency
      self.truth = truth
      self.isDangerous = isDangerous
    }

    /// Notes what is held now.
    mutating func note(_ consensus: ConsensusReached, at instant: Int) {
      if saidAt == nil && (consensus.action != nil || consensus.held != nil) { saidAt = instant }
    }

    /// Notes how it ended.
    mutating func close(_ consensus: ConsensusReached, likeliest: String?, at instant: Int) {
      action = consensus.action?.name
      self.likeliest = likeliest
      guard consensus.phase == .settled else { return }
      settledAt = instant
      dissentsToTurn = consensus.fragility ?? Case.fragilityLimit + 1
    }
  }

  init(policy: Simulation.Policy, people: Int) {
    self.policy = policy
    requests = [Int](repeating: 0, count: people)
    answers = [Int](repeating: 0, count: people)
  }

  /// The week that counts begins.
  mutating func begin(_ qualified: Set<ID<Member>>) {
    qualifiedBefore = qualified
    isBegun = true
  }

  /// The week ends.
  mutating func end(_ qualified: Set<ID<Member>>, left: Int) {
    newlyQualified = qualified.subtracting(qualifiedBefore).count
    self.left = left
  }

  mutating func request(_ person: Int) { if isBegun { requests[person] += 1 } }
  mutating func answer(_ person: Int) { if isBegun { answers[person] += 1 } }
  mutating func add(_ record: Record) { records.append(record) }

  /// The share of all answers that came from the one who gave most.
  var topShare: Double {
    Double(answers.max() ?? 0) / Double(max(1, answers.reduce(0, +)))
  }

  /// How unequally requests fall on the members: 0 for alike, 1 for all on one (Gini 1912).
  var gini: Double {
    let sorted = requests.sorted()
    let total = Double(sorted.reduce(0, +))
    guard total > 0 else { return 0 }
    let weighted = sorted.enumerated().reduce(0.0) { $0 + Double(2 * $1.0 + 1) * Double($1.1) }
    let count = Double(sorted.count)
    return weighted / (count * total) - 1
  }
}
