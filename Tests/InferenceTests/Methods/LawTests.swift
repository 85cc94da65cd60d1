import Testing

@testable import Inference

/// What holds for every method.
@Suite struct LawTests {
  /// The belief of each task and label, and the skill of each worker, by name.
  private func told(_ method: any VoteMethod, _ named: NamedVoteTable) -> [String: Double] {
    let result = method.infer(named.table)
    var told: [String: Double] = [:]
    for (task, name) in named.tasks.enumerated() {
      for (label, called) in named.labels.enumerated() {
        let place = task * named.labels.count + label
        told["\(name) \(called)"] = result.probabilities[place]
      }
    }
    for (worker, name) in named.workers.enumerated() { told[name] = result.workerSkill[worker] }
    return told
  }

  /// The votes in another order, under other names; told in the old names.
  private func renamed(
    _ method: any VoteMethod, _ votes: [[String]], _ chance: inout SplitMix64
  ) throws -> [String: Double] {
    var new: [String: String] = [:]
    var old: [String: String] = [:]
    for place in 0..<3 {
      let names = Set(votes.map { $0[place] }).sorted()
      for (name, number) in zip(names, chance.shuffled(Array(100..<(100 + names.count)))) {
        new[name] = "\(number)-\(place)"
        old["\(number)-\(place)"] = name
      }
    }
    let told = told(
      method,
      try NamedVotes.build(chance.shuffled(votes).map { $0.map { new[$0] ?? $0 } }))
    return Dictionary(
      uniqueKeysWithValues: told.map { key, value in
        (key.split(separator: " ").map { old[String($0)] ?? "" }.joined(separator: " "), value)
      })
  }

  @Test(arguments: EveryMethod.all.indices)
  func `order and names do not matter, to the bit`(place: Int) throws {
    let method = EveryMethod.all[place]
    for seed in 0..<4 as Range<UInt64> {
      var chance = SplitMix64(seed: seed + 77)
      let votes = RandomVotes(
        seed: seed, tasks: 40, workers: 9, classes: 2 + Int(seed % 3), votesEach: 4
      ) { 0.3 + 0.07 * Double($0) }.votes
      let plain = told(method, try NamedVotes.build(votes))
      #expect(try renamed(method, votes, &chance) == plain, "\(method.name), seed \(seed)")
      #expect(told(method, try NamedVotes.build(votes + votes)) == plain)
    }
  }

  @Test(arguments: EveryMethod.all.indices)
  func `names do not matter where nothing else tells tasks and workers apart`(place: Int) throws {
    let method = EveryMethod.all[place]
    var votes: [[String]] = []
    for group in ["a", "b", "c"] {
      votes += [[group + "1", group + "v", "x"], [group + "1", group + "w", "y"]]
      votes += [[group + "2", group + "v", "x"], [group + "2", group + "w", "x"]]
      votes += [["all", group + "v", "x"], ["all", group + "w", "y"]]
    }
    var chance = SplitMix64(seed: 5)
    let plain = told(method, try NamedVotes.build(votes))
    for _ in 0..<3 { #expect(try renamed(method, votes, &chance) == plain, "\(method.name)") }
  }

  /// Tables that look the same from each task: worker k says label (i + offset k) mod n of task i.
  /// All tasks have one colour and all labels, and yet each task has its own label.
  static let cycles: [(size: Int, offsets: [Int])] = [
    (3, [0, 0, 1]), (3, [0, 0, 1, 2]), (5, [0, 0, 1, 1, 3]), (5, [0, 0, 1, 1, 2, 4, 3]),
    (7, [0, 0, 0, 1, 1, 3]), (7, [0, 1, 1, 2, 4, 4, 6]),
  ]

  @Test(arguments: EveryMethod.all.indices)
  func `names do not matter where the votes go round in a circle`(place: Int) throws {
    let method = EveryMethod.all[place]
    var chance = SplitMix64(seed: 21)
    for (size, offsets) in Self.cycles {
      for copies in 1...2 {
        let votes = (0..<copies).flatMap { copy in
          (0..<size).flatMap { task in
            offsets.enumerated().map {
              ["t\(copy)x\(task)", "w\($0)", "l\((task + $1) % size)"]
            }
          }
        }
        let plain = told(method, try NamedVotes.build(votes))
        for _ in 0..<4 {
          let other = try renamed(method, votes, &chance)
          #expect(other == plain, "\(method.name), \(size), \(offsets), \(copies)")
        }
      }
    }
  }

  @Test(arguments: EveryMethod.all.indices)
  func `probabilities add up to one and skills lie between 0 and 1`(place: Int) throws {
    let votes = RandomVotes(
      seed: 3, tasks: 50, workers: 8, classes: 4, votesEach: 3
    ) { 0.2 + 0.1 * Double($0) }.votes
    let result = EveryMethod.all[place].infer(try NamedVotes.build(votes).table)
    for task in 0..<result.taskCount {
      #expect(abs(result.belief(ofTask: task).reduce(0, +) - 1) < 1e-9)
      #expect(result.belief(ofTask: task).allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
    }
    #expect(result.workerSkill.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
  }

  @Test(arguments: EveryMethod.all.indices)
  func `a unanimous crowd is believed`(place: Int) throws {
    let votes = (0..<12).flatMap { task in
      (0..<5).map { ["t\(task)", "w\($0)", "l\(task % 3)"] }
    }
    let named = try NamedVotes.build(votes)
    let result = EveryMethod.all[place].infer(named.table)
    for (task, name) in named.tasks.enumerated() {
      let said = (Int(name.dropFirst()) ?? 0) % 3
      #expect(result.winners(ofTask: task).map { named.labels[$0] } == ["l\(said)"])
      #expect(result.belief(ofTask: task).reduce(0, max) > 0.55)
    }
  }

  @Test(arguments: EveryMethod.all.indices)
  func `one vote is followed, and one class is certain`(place: Int) throws {
    let method = EveryMethod.all[place]
    let one = try VoteTable(tasks: [0], workers: [0], labels: [1], labelCount: 3)
    #expect(method.infer(one).winners(ofTask: 0) == [1])
    let table = try VoteTable(tasks: [0, 0, 1], workers: [0, 1, 0], labels: [0, 0, 0])
    #expect(method.infer(table).probabilities.allSatisfy { abs($0 - 1) < 1e-12 })
    #expect(method.infer(table).workerSkill.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test(arguments: EveryMethod.all.indices)
  func `an even split stays a tie, and a tie earns a half`(place: Int) throws {
    let result = EveryMethod.all[place].infer(
      try VoteTable(tasks: [0, 0], workers: [0, 1], labels: [0, 1]))
    #expect(result.winners(ofTask: 0) == [0, 1])
    #expect(result.credit(forLabel: 0, onTask: 0) == 0.5)
  }

  @Test(arguments: EveryMethod.all.indices)
  func `a task without votes is not decided by names`(place: Int) throws {
    let table = try VoteTable(
      tasks: [0, 0, 2, 2], workers: [0, 1, 0, 1], labels: [0, 0, 1, 1], taskCount: 3)
    let belief = EveryMethod.all[place].infer(table).belief(ofTask: 1)
    #expect(abs(belief.reduce(0, +) - 1) < 1e-9)
    #expect(abs((belief.first ?? 0) - 0.5) < 1e-6)
  }

  @Test func `a method that is stopped too early says so`() throws {
    let stop = StoppingRule(limit: 1, tolerance: 1e-12)
    let table = try NamedVotes.build(
      RandomVotes(
        seed: 1, tasks: 40, workers: 9, classes: 3, votesEach: 3
      ) { 0.3 + 0.07 * Double($0) }.votes
    ).table
    let methods: [any VoteMethod] = [
      DawidSkene(pooling: .none, stopping: stop), DawidSkene(stopping: stop),
      OneCoin(stopping: stop), Glad(stopping: stop), Mace(stopping: stop), Kos(stopping: stop),
      Ibcc(stopping: stop), Ebcc(stopping: stop), BayesianWeightedAverage(stopping: stop),
      FastDawidSkene(stopping: stop), IterativeWeightedMajority(stopping: stop),
      ZeroBasedSkill(stopping: stop), WitanVote(stopping: stop),
    ]
    for method in methods {
      let result = method.infer(table)
      let parts = method is WitanVote ? 3 : 1
      #expect(!result.hasConverged && result.iterations == parts, "\(method.name)")
    }
  }
}
