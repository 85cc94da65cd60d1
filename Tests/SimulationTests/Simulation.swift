import Foundation
import Testing
import Witan
import WitanTesting

/// One made-up community's life, from a seed.
struct Simulation {
  let seed: UInt64
  let community: Community
  private let taxa: Taxa
  private var chance: Chance
  private(set) var oracle = Oracle()
  /// By expert, in the order of the community: the true probability of knowing a step.
  private var accuracies: [Int] = []
  private var truths: [ID<Question>: [String]] = [:]
  /// What became of the verbs.
  private(set) var count = (done: 0, refused: 0, failed: 0)

  init(seed: UInt64) async throws {
    self.seed = seed
    var chance = Chance(seed: seed)
    taxa = Taxa(&chance)
    let size = 20 + chance.below(41)
    accuracies = (0..<size).map { _ in 500_000 + chance.below(490_000) }
    community = try await Community(seed: seed, taxonomy: taxa, experts: size)
    self.chance = chance
  }

  /// Some verbs with failing writes; then nothing may be lost or broken, and the audit is clean.
  mutating func phase(verbs: Int) async throws {
    community.fail(partsPerMillion: 150_000)
    for _ in 0..<verbs { try await attempt() }
    community.fail(partsPerMillion: 0)
    try await check("before")
    if chance.below(2) == 0 { try community.crash() } else { try await community.restart() }
    try await check("after")
  }

  private mutating func check(_ when: String) async throws {
    let oracle = oracle
    let lost = try await community.archive.read { try oracle.lost($0) }
    #expect(lost.isEmpty, "seed \(seed), \(when) opening again: \(lost.prefix(5))")
    let broken = try await community.archive.read { try Oracle.broken($0) }
    #expect(broken.isEmpty, "seed \(seed), \(when) opening again: \(broken.prefix(5))")
    let report = try await community.desk.verify(
      community.auditor, against: oracle.checkpoints.last)
    #expect(report.isClean, "seed \(seed), \(when) opening again: \(report.faults.prefix(5))")
    self.oracle.acknowledge(checkpoint: try await community.desk.checkpoint())
  }

  /// One verb; refusals and injected faults are counted, anything else is thrown.
  private mutating func attempt() async throws {
    do {
      try await step()
      count.done += 1
    } catch is Refusal {
      count.refused += 1
    } catch is InjectedFault {
      count.failed += 1
    }
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[chance.below(elements.count)]
  }

  private mutating func step() async throws {
    let desk = community.desk
    let known = oracle.asked.keys.sorted()
    guard !known.isEmpty, chance.below(7) > 0 else { return try await ask() }
    let id = pick(Array(known.suffix(8)))
    switch chance.below(17) {
    case 0: _ = try await desk.pass(pick(community.experts), id, reason: .noTime)
    case 1: _ = try await desk.take(pick(community.experts), chance.below(2) == 0 ? id : nil)
    case 2:
      let sheet = try await desk.addOption(pick(community.experts), id, "c\(chance.below(6))")
      oracle.acknowledgeOption(sheet)
    case 3: try await recordOutcome(id)
    case 4, 5:
      community.told.advance(milliseconds: pick([1, 5_000, 40_000, 130_000, 4_000_000, -20_000]))
      _ = try await desk.tick()
    case 6: try await nonsense(id)
    case 7: _ = try await desk.extend(pick(community.experts), id)
    case 8:
      let heir = pick(community.experts).member.handle ?? ""
      _ = try await desk.handOver(pick(community.experts), id, to: heir, reason: .noTime)
    case 16: try await erase(pick(known))
    default: try await answer(id)
    }
  }

  private mutating func erase(_ id: ID<Question>) async throws {
    do {
      _ = try await community.desk.erase(community.steward, .text(of: id), ground: "at their wish")
      oracle.acknowledge(erasure: id)
    } catch let fault as InjectedFault {
      oracle.doubt(erasure: id)
      throw fault
    }
  }

  private mutating func ask() async throws {
    let isThing = chance.below(4) > 0
    let truth = isThing ? taxa.truth(&chance) : ["c\(chance.below(3))"]
    let isKnown = chance.below(3) == 0
    let asker = isKnown ? community.steward : pick(community.askers)
    let text = "Which one? (\(chance.below(1_000_000)))"
    let new = NewQuestion(
      subject: isThing ? "things" : "choices", text: text, place: pick([nil, "IN", "BR"]),
      urgency: pick(Urgency.allCases), options: isThing ? [] : ["c0", "c1", "c2"],
      known: isKnown ? truth.last : nil)
    let sheet = try await community.desk.ask(asker, new)
    truths[ID(sheet.id)] = truth
    oracle.acknowledge(sheet, asker: asker, text: text)
  }

  private mutating func answer(_ id: ID<Question>) async throws {
    let asked = try await community.archive.read { try $0.assignments(of: id) }
    let pending = asked.filter(\.isPending).map(\.expert)
    let place =
      community.experts.indices.filter { pending.contains(community.experts[$0].member.id) }
      .first { _ in chance.below(3) == 0 } ?? chance.below(community.experts.count)
    let expert = community.experts[place]
    let taxon = said(id, by: place)
    do {
      let sheet = try await community.desk.answer(
        expert, id,
        NewAnswer(
          taxon: taxon, confidence: pick(Confidence.allCases), acceptsLate: chance.below(2) == 0))
      oracle.acknowledge(answer: sheet, by: expert, taxon: taxon)
    } catch let fault as InjectedFault {
      oracle.doubt(answer: id, by: expert, taxon: taxon)
      throw fault
    }
  }

  private mutating func said(_ id: ID<Question>, by place: Int) -> String? {
    guard let truth = truths[id] else { return nil }
    guard truth.count == 1 else {
      return taxa.said(of: truth, accuracy: accuracies[place], &chance)
    }
    return chance.below(1_000_000) < accuracies[place] ? truth[0] : "c\(chance.below(3))"
  }

  private mutating func recordOutcome(_ id: ID<Question>) async throws {
    guard let truth = truths[id]?.last else { return }
    do {
      _ = try await community.desk.recordOutcome(
        community.steward, id, taxon: truth, ground: "it was examined")
      oracle.acknowledge(outcome: truth, of: id)
    } catch let fault as InjectedFault {
      oracle.doubt(outcome: truth, of: id)
      throw fault
    }
  }

  /// Something that must be refused, whatever the state.
  private mutating func nonsense(_ id: ID<Question>) async throws {
    let (desk, expert) = (community.desk, pick(community.experts))
    let size = try await community.archive.read { try $0.ledgerSize() }
    do {
      switch chance.below(6) {
      case 0: _ = try await desk.answer(expert, id, NewAnswer(taxon: "no such thing"))
      case 1: _ = try await desk.answer(community.askers[0], id, NewAnswer(taxon: nil))
      case 2: _ = try await desk.take(expert, ID("q-none"))
      case 3: _ = try await desk.ask(expert, NewQuestion(subject: "none", text: "?"))
      case 4:
        _ = try await desk.recordOutcome(expert, id, taxon: "F0", ground: "because I say so")
      default: _ = try await desk.defineSubject(expert, id: "x", title: "", taxonomy: nil)
      }
      Issue.record("seed \(seed): nonsense was taken")
    } catch is Refusal {
      let after = try await community.archive.read { try $0.ledgerSize() }
      #expect(after == size, "seed \(seed): a refusal changed the ledger")
      throw Refusal.conflict(reason: "as it should be")
    }
  }
}
