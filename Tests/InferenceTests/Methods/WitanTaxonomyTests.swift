import Testing

@testable import Inference

/// What holds for the methods that know a taxonomy.
@Suite struct WitanTaxonomyTests {
  static let methods: [any TaxonMethod] = [WitanTaxonomy(), CommunityTaxonVote()]
  /// Family 1 with genera 3 (species 5, 6) and 4 (species 7); family 2 with species 8.
  let tree: BeliefTree

  init() throws { tree = try BeliefTree(parents: [-1, 0, 0, 1, 1, 3, 3, 4, 2]) }

  /// Votes as (task, worker, node).
  private func votes(
    _ votes: [(Int32, Int32, Int32)], tasks: Int? = nil, regions: [Int32]? = nil,
    homes: [Int32]? = nil
  ) throws -> TaxonVotes {
    let table = try VoteTable(
      tasks: votes.map(\.0), workers: votes.map(\.1), labels: votes.map(\.2), taskCount: tasks,
      labelCount: tree.count)
    return TaxonVotes(
      table, tree: tree, nodeOfLabel: Array(0..<Int32(tree.count)), regionOfTask: regions,
      homeOfWorker: homes)
  }

  @Test(arguments: methods.indices, 0..<2 as Range<UInt64>)
  func `order and names change no bit`(place: Int, seed: UInt64) throws {
    let method = Self.methods[place]
    let crowd = try TaxonCrowd(seed: seed, tasks: 40, workers: 9, votesEach: 4) {
      0.5 + 0.05 * Double($0)
    }
    var chance = SplitMix64(seed: seed ^ 0x99)
    let tasks = chance.shuffled(Array(0..<40 as Range<Int32>))
    let workers = chance.shuffled(Array(0..<9 as Range<Int32>))
    let plain = method.infer(try crowd.votes())
    let twice = chance.shuffled(Array(crowd.tasks.indices) + Array(crowd.tasks.indices))
    let other = method.infer(
      try crowd.votes(order: twice, task: { tasks[Int($0)] }, worker: { workers[Int($0)] }))
    for task in 0..<40 {
      let renamed = Int(tasks[task])
      #expect(plain.readings[task] == other.readings[renamed], "\(method.name)")
      let beliefs = (plain.beliefs(ofTask: task), other.beliefs(ofTask: renamed))
      #expect(beliefs.0.map(\.node) == beliefs.1.map(\.node))
      #expect(beliefs.0.map(\.probability) == beliefs.1.map(\.probability))
    }
    for worker in 0..<9 {
      #expect(plain.workerSkill[worker] == other.workerSkill[Int(workers[worker])])
    }
    #expect(plain.iterations == other.iterations)
  }

  @Test(arguments: methods.indices)
  func `tasks without votes, and with none that can tell, are called by the root`(
    place: Int
  ) throws {
    let given = try votes([(0, 0, 0), (0, 1, 0), (2, 0, 0)], tasks: 3)
    let result = Self.methods[place].infer(given)
    #expect(result.readings.map(\.best) == [[0], [0], [0]])
    #expect(result.readings.allSatisfy { $0.settled == 0 && $0.probability == 1 })
    #expect(result.workerSkill == [0, 0])
    #expect(result.hasConverged)
  }

  @Test(arguments: methods.indices, [6, 50])
  func `a unanimous crowd is believed`(place: Int, size: Int32) throws {
    let named = [5, 7, 8, 6] as [Int32]
    let given = named.enumerated().flatMap { task, node in
      (0..<size).map { (Int32(task), $0, node) }
    }
    let result = Self.methods[place].infer(try votes(given))
    #expect(result.readings.map(\.best) == named.map { [$0] })
    #expect(result.readings.map(\.settled) == named)
    #expect(result.readings.allSatisfy { $0.probability > 0.95 })
    #expect(result.workerSkill.allSatisfy { $0 > 0.95 })
  }

  @Test func `one vote is followed, with doubt`() throws {
    let result = WitanTaxonomy().infer(try votes([(0, 0, 7)]))
    #expect(result.readings[0].best == [7])
    #expect((0.3..<0.95).contains(result.readings[0].probability))
    #expect(result.readings[0].settled == 0)
    let beliefs = result.beliefs(ofTask: 0)
    #expect(beliefs.map(\.node) == [0, 1, 4, 7])
    #expect(beliefs.map(\.probability) == beliefs.map(\.probability).sorted(by: >))
  }

  @Test func `a class alone is believed`() throws {
    let tree = try BeliefTree(parents: [-1, 0])
    let table = try VoteTable(tasks: [0, 0], workers: [0, 1], labels: [0, 0])
    let result = WitanTaxonomy().infer(TaxonVotes(table, tree: tree, nodeOfLabel: [1]))
    #expect(result.readings[0].best == [1])
    let root = try BeliefTree(parents: [-1])
    let nothing = WitanTaxonomy().infer(TaxonVotes(table, tree: root, nodeOfLabel: [0]))
    #expect(nothing.readings[0].best == [0])
  }

  @Test func `an even split stays a tie`() throws {
    let result = WitanTaxonomy().infer(try votes([(0, 0, 6), (0, 1, 5)]))
    #expect(result.readings[0].best == [5, 6])
    #expect(!tree.isLeaf(result.readings[0].settled))
  }

  @Test func `a genus named by all settles the genus, and what is common there is called`() throws {
    var given: [(Int32, Int32, Int32)] = []
    for task in 0..<12 as Range<Int32> {
      for worker in 0..<5 as Range<Int32> { given.append((task, worker, task < 11 ? 6 : 3)) }
    }
    let result = WitanTaxonomy().infer(try votes(given))
    #expect(result.readings[11].settled == 3)
    #expect(result.readings[11].best == [6])
    #expect(result.readings[11].probability < result.readings[0].probability)
  }

  @Test func `one who always errs gets a low skill, and is outvoted by one who does not`() throws {
    let crowd = try TaxonCrowd(seed: 4, tasks: 60, workers: 6, votesEach: 6) {
      $0 == 0 ? 0 : 0.9
    }
    let result = WitanTaxonomy().infer(try crowd.votes())
    #expect(result.workerSkill[0] < 0.1)
    #expect(result.workerSkill.dropFirst().allSatisfy { $0 > 0.6 })
    #expect(crowd.accuracy(result) >= 0.95)
  }

  @Test(arguments: 0..<2 as Range<UInt64>)
  func `it finds the better workers and beats the community taxon`(seed: UInt64) throws {
    let crowd = try TaxonCrowd(seed: seed, tasks: 200, workers: 12, votesEach: 3) {
      $0 < 4 ? 0.95 : 0.6
    }
    let given = try crowd.votes()
    let result = WitanTaxonomy().infer(given)
    let community = CommunityTaxonVote().infer(given)
    #expect(crowd.accuracy(result) > crowd.accuracy(community) + 0.1)
    let least = result.workerSkill.prefix(4).min() ?? 0
    #expect(least > (result.workerSkill.dropFirst(4).max() ?? 1))
  }

  @Test func `regions tell what is common there, and homes whom to trust`() throws {
    // Region 0 is full of species 5, region 1 of species 6; in each one task is split.
    var given: [(Int32, Int32, Int32)] = []
    var regions: [Int32] = []
    for task in 0..<40 as Range<Int32> {
      let region = task % 2
      regions.append(region)
      for worker in 0..<4 as Range<Int32> { given.append((task, worker, 5 + region)) }
    }
    for region in 0..<2 as Range<Int32> {
      regions.append(region)
      given += [(40 + region, 0, 5), (40 + region, 1, 6)]
    }
    let told = WitanTaxonomy().infer(try votes(given, regions: regions))
    #expect(told.readings[40].best == [5])
    #expect(told.readings[41].best == [6])
    let homes = WitanTaxonomy().infer(
      try votes([(0, 0, 5), (0, 1, 6)], regions: [0], homes: [0, 1]))
    #expect(homes.readings[0].best == [5])
  }

  @Test func `a method that is stopped too early says so`() throws {
    let crowd = try TaxonCrowd(seed: 1, tasks: 40, workers: 9, votesEach: 4) { _ in 0.7 }
    let stop = StoppingRule(limit: 1, tolerance: 1e-12)
    let result = WitanTaxonomy(stopping: stop).infer(try crowd.votes())
    #expect(!result.hasConverged && result.iterations == 1)
  }

  @Test func `a worker's two names for one taxon count once`() throws {
    let table = try VoteTable(tasks: [0, 0, 0], workers: [0, 0, 1], labels: [0, 1, 2])
    let given = TaxonVotes(table, tree: tree, nodeOfLabel: [5, 5, 5])
    #expect(given.voteCount == 2)
  }

  @Test func `one who answers a task twice is one witness, by the finest if it fits`() throws {
    // Worker 0: genus 3 and its species 5; worker 1: species 5 and 6; worker 2: "can't tell" and 5.
    let said: [(Int32, Int32, Int32)] = [(0, 0, 3), (0, 0, 5), (0, 1, 5), (0, 1, 6), (0, 2, 0)]
    let given = try votes(said + [(0, 2, 5), (0, 2, 1)])
    #expect(given.voteCount == 2)
    #expect(given.worker == [0, 2])
    #expect(given.node == [5, 5])
    #expect(given.named == [0, 1, 3, 5])
  }

  @Test(arguments: methods.indices)
  func `two answers of one person settle no more than one`(place: Int) throws {
    let method = Self.methods[place]
    let twice = method.infer(try votes([(0, 0, 3), (0, 0, 5)]))
    let once = method.infer(try votes([(0, 0, 5)]))
    #expect(twice.readings == once.readings)
    #expect(twice.workerSkill == once.workerSkill)
    let parted = method.infer(try votes([(0, 0, 5), (0, 0, 6)]))
    #expect(parted.readings.map(\.settled) == [0])
    #expect(parted.workerSkill == [0])
  }
}
