import Testing
import WitanTesting

@testable import Witan

/// Random people take, keep, pass, hand over and answer in random order; whatever they do, no slot
/// is held by two, nobody gets an item twice, and nothing is lost.
@Suite struct QueueTests {
  /// A crowd at the queue, from a seed.
  struct Crowd {
    let house: House
    var chance: Chance
    var questions: [ID<Question>] = []
    var refused = 0
    var done: [String: Int] = [:]

    init(seed: UInt64) async throws {
      house = try await House(
        seed: seed, experts: 14, availability: Availability(budgetPerDay: 10_000))
      chance = Chance(seed: seed)
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
      elements[chance.below(elements.count)]
    }

    /// One verb of somebody; those with something in their queue are likelier.
    mutating func step() async throws {
      let verbs = [
        "ask", "take", "take", "takeThis", "extend", "pass", "passForPhoto", "handOver", "answer",
        "answer", "photo", "time",
      ]
      let verb = questions.isEmpty ? "ask" : pick(verbs)
      do {
        try await act(verb)
        done[verb, default: 0] += 1
      } catch is Refusal {
        refused += 1
      }
    }

    private mutating func act(_ verb: String) async throws {
      let desk = house.desk
      guard verb != "ask" else {
        return questions.append(try await house.ask(pick(Urgency.allCases)))
      }
      let id = pick(Array(questions.suffix(6)))
      let asked = try await house.asked(id)
      let expert = asked.isEmpty || chance.below(5) == 0 ? pick(house.experts) : pick(asked)
      switch verb {
      case "take": _ = try await desk.take(expert)
      case "takeThis": _ = try await desk.take(expert, id)
      case "extend": _ = try await desk.extend(expert, id)
      case "pass": _ = try await desk.pass(expert, id, reason: pick(PassReason.allCases))
      case "passForPhoto": _ = try await desk.pass(expert, id, reason: .photoTooPoor)
      case "handOver":
        let heir = pick(house.experts).member.handle ?? ""
        _ = try await desk.handOver(expert, id, to: heir, reason: pick(HandOverReason.allCases))
      case "photo":
        let photo = [0xFF, 0xD8, 0xFF] + (0..<9).map { _ in UInt8(chance.below(256)) }
        _ = try await desk.addPhotos(house.asker, id, [photo])
      case "time":
        house.told.advance(seconds: pick([1, 7, 31, 45, 400]))
        _ = try await desk.tick()
      default:
        let taxon = pick(["Daboia russelii", "Echis carinatus", "Lycodon aulicus"])
        let answer = NewAnswer(
          taxon: chance.below(6) == 0 ? nil : taxon, acceptsLate: chance.below(2) == 0)
        _ = try await desk.answer(expert, id, answer)
      }
    }

    /// What is wrong now, in sentences.
    func faults() async throws -> [String] {
      let questions = questions
      var faults = try await house.archive.read { shelf in
        try questions.flatMap { try Self.faults($0, shelf) }
      }
      for expert in house.experts {
        let waiting = try await house.archive.read { try $0.pending(for: expert.member.id) }
        // Behind what was brought to them stands what is open to all.
        let queue = try await house.desk.queue(expert)
        let shown = queue.filter { $0.mine != nil }.map(\.id)
        if queue.dropFirst(shown.count).contains(where: { $0.mine != nil || $0.opening == nil }) {
          faults.append("the queue of \(expert.member.shown) has what is neither theirs nor open")
        }
        if Set(shown) != Set(waiting.map(\.question.text)) || shown.count != waiting.count {
          faults.append("the queue of \(expert.member.shown) is not what awaits them")
        }
        let load = try await house.archive.read { try $0.load(expert.member.id) }
        if load.pending != waiting.count { faults.append("a load of \(load.pending) is wrong") }
      }
      return faults
    }

    private static func faults(_ id: ID<Question>, _ shelf: any Shelf) throws -> [String] {
      var faults: [String] = []
      let question = try shelf.existing(id)
      let assignments = try shelf.assignments(of: id)
      if Set(assignments.map(\.expert)).count != assignments.count {
        faults.append("\(id) went to somebody twice")
      }
      let parents = Dictionary(
        assignments.map { ($0.id, $0.handedFrom) }, uniquingKeysWith: { $1 })
      func slot(_ id: ID<Assignment>) -> ID<Assignment> {
        parents[id].flatMap { $0 }.map(slot) ?? id
      }
      let standing = assignments.filter { if case .handedOver = $0.state { false } else { true } }
      if Set(standing.map { slot($0.id) }).count != standing.count {
        faults.append("a slot of \(id) is with two people")
      }
      // How often each person was offered it, by the ledger's own events.
      var (offers, passes) = ([ID<Member>: Int](), [ID<Member>: Int]())
      for entry in try shelf.trace(of: id) {
        switch entry.event {
        case .questionDispatched(let fact):
          for offer in fact.offers { offers[offer.expert, default: 0] += 1 }
        case .assignmentHandedOver(let fact): offers[fact.heir, default: 0] += 1
        case .assignmentPassed(let fact) where fact.reason.wantsPhoto:
          passes[fact.expert, default: 0] += 1
        case .photosAdded(let fact):
          for assignment in assignments where fact.reoffered.contains(assignment.id) {
            passes[assignment.expert, default: 0] -= 1
          }
        default: break
        }
      }
      if offers.values.contains(where: { $0 != 1 }) { faults.append("\(id): offered twice") }
      if passes.values.contains(where: { $0 < 0 }) { faults.append("\(id): again for nothing") }
      if question.isOpen && question.wakeAt == nil { faults.append("\(id) sleeps for ever") }
      if !question.isOpen && assignments.contains(where: \.isPending) {
        faults.append("\(id) is closed and still awaits somebody")
      }
      return faults
    }

    /// Lets time alone do the rest.
    func wait() async throws {
      for _ in 0..<60 {
        house.told.advance(seconds: 3_700)
        _ = try await house.desk.tick()
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `no slot is held by two, nobody gets an item twice, nothing is lost`(seed: UInt64)
    async throws
  {
    var crowd = try await Crowd(seed: seed)
    for number in 0..<180 {
      try await crowd.step()
      guard number % 11 == 0 else { continue }
      let faults = try await crowd.faults()
      try #require(faults.isEmpty, "seed \(seed), step \(number): \(faults)")
    }
    for verb in ["take", "extend", "pass", "handOver", "answer", "photo"] {
      #expect(crowd.done[verb, default: 0] > 0, "seed \(seed): \(verb) \(crowd.done)")
    }
    try await crowd.wait()
    let faults = try await crowd.faults()
    #expect(faults.isEmpty, "seed \(seed), at the end: \(faults)")
    for id in crowd.questions {
      #expect(try await !crowd.house.question(id).isOpen, "seed \(seed): \(id) was never closed")
    }
    let report = try await crowd.house.verify()
    #expect(report.isClean, "seed \(seed): \(report.faults.prefix(3))")
  }

  @Test func `whoever comes first of many at once has it, and each has their own`() async throws {
    let house = try await House(
      experts: 40, availability: Availability(budgetPerDay: 10_000))
    for _ in 0..<12 { _ = try await house.ask(.whenever) }
    let (desk, experts) = (house.desk, house.experts)
    let taken = try await withThrowingTaskGroup(of: (String, String)?.self) { group in
      // Each asks three times at once, as an impatient thumb does.
      for expert in experts + experts + experts {
        group.addTask {
          do {
            return (expert.member.id.text, try await desk.take(expert).id)
          } catch Refusal.nothingWaiting {
            return nil
          }
        }
      }
      return try await group.reduce(into: [String: Set<String>]()) { taken, pair in
        if let pair { taken[pair.0, default: []].insert(pair.1) }
      }
    }
    let held = try await house.archive.read { shelf in
      try experts.map { try shelf.pending(for: $0.member.id).filter { $0.lease != nil } }
    }
    #expect(taken.values.allSatisfy { $0.count == 1 })
    #expect(held.allSatisfy { $0.count <= 1 })
    #expect(held.joined().count == taken.count)
    #expect(try await house.verify().isClean)
  }
}
