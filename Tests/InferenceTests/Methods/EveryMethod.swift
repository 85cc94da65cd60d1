import Inference

/// All methods of the library that need no knowledge beforehand, for laws that hold for each.
enum EveryMethod {
  static let all: [any VoteMethod] = [
    Majority(), Wawa(), ZeroBasedSkill(), IterativeWeightedMajority(),
    LightweightAggregation(hasSecondPass: false), LightweightAggregation(),
    DawidSkene(pooling: .none), DawidSkene(), FastDawidSkene(),
    OneCoin(isPooled: false), OneCoin(), OneCoin(learnsShares: true),
    Glad(), Mace(), Kos(), Ibcc(), Ebcc(subtypes: 3, starts: 2),
    BayesianWeightedAverage(), PlantNetMajority(), WitanVote(),
  ]

  static let names = all.indices.map { "\($0): \(all[$0].name)" }
}

/// A crowd whose skills are known, voting on tasks whose truth is known.
struct RandomVotes {
  var votes: [[String]] = []
  var truth: [String: String] = [:]
  /// The same as numbers.
  var numbers: (tasks: [Int32], workers: [Int32], labels: [Int32]) = ([], [], [])

  /// Each task gets `votesEach` of the workers; worker w is right with `skill(w)`, else draws any
  /// other label.
  init(
    seed: UInt64, tasks: Int, workers: Int, classes: Int, votesEach: Int,
    skill: (Int) -> Double
  ) {
    var chance = SplitMix64(seed: seed)
    for task in 0..<tasks {
      let right = chance.below(classes)
      truth["t\(task)"] = "l\(right)"
      for worker in chance.shuffled(Array(0..<workers)).prefix(votesEach) {
        let isRight = classes == 1 || chance.unit() < skill(worker)
        let label = isRight ? right : (right + 1 + chance.below(max(1, classes - 1))) % classes
        votes.append(["t\(task)", "w\(worker)", "l\(label)"])
        numbers.tasks.append(Int32(task))
        numbers.workers.append(Int32(worker))
        numbers.labels.append(Int32(label))
      }
    }
  }

  /// The share of tasks that a method gets right, ties counted as they are.
  func accuracy(of method: some VoteMethod) throws -> Double {
    let named = try NamedVotes.build(votes)
    let result = method.infer(named.table)
    var sum = 0.0
    for (task, name) in named.tasks.enumerated() {
      guard let right = named.labels.firstIndex(where: { $0 == truth[name] }) else { continue }
      sum += result.credit(forLabel: right, onTask: task)
    }
    return sum / Double(named.tasks.count)
  }
}
