import Ledger
import WitanTesting

@testable import Witan

/// Random verbs of random people at random times, sensible and not.
struct RandomHistory {
  let house: House
  private var chance: Chance
  private var questions: [ID<Question>] = []
  /// How many verbs were done, and how many refused.
  private(set) var done = 0
  private(set) var refused = 0

  init(_ house: House, seed: UInt64) {
    self.house = house
    chance = Chance(seed: seed)
  }

  /// Does so many verbs; throws only what is no refusal.
  mutating func run(_ count: Int) async throws {
    for _ in 0..<count {
      do {
        try await step()
        done += 1
      } catch is Refusal {
        refused += 1
      }
    }
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[chance.below(elements.count)]
  }

  private mutating func anybody() -> Caller {
    chance.below(10) == 0
      ? pick([house.steward, house.auditor, house.asker]) : pick(house.experts)
  }

  private mutating func step() async throws {
    let desk = house.desk
    guard !questions.isEmpty, chance.below(8) > 0 else { return try await ask() }
    let id = pick(questions)
    switch chance.below(15) {
    case 0: _ = try await desk.pass(anybody(), id, reason: pick(PassReason.allCases))
    case 1: _ = try await desk.take(anybody(), chance.below(2) == 0 ? id : nil)
    case 2: _ = try await desk.addOption(anybody(), id, "option \(chance.below(9))")
    case 3:
      _ = try await desk.recordOutcome(
        house.steward, id, taxon: taxon(of: id) ?? "Echis", ground: "seen by a specialist")
    case 4, 5:
      house.told.advance(milliseconds: pick([1, 999, 40_000, 160_000, 7_000_000, -30_000]))
      _ = try await desk.tick()
    case 6: _ = try await desk.tick()
    case 7: _ = try await desk.extend(anybody(), id)
    case 8:
      let heir = anybody().member.handle ?? ""
      _ = try await desk.handOver(
        anybody(), id, to: heir, reason: pick(HandOverReason.allCases))
    case 9:
      let photo = [0xFF, 0xD8, 0xFF] + (0..<20).map { _ in UInt8(chance.below(256)) }
      _ = try await desk.addPhotos(
        house.asker, id, [photo], keepsOriginals: chance.below(2) == 0)
    default: try await answer(id)
    }
  }

  private mutating func ask() async throws {
    let isOpen = chance.below(3) > 0
    let isKnown = chance.below(4) == 0
    let new = NewQuestion(
      subject: isOpen ? "snakes" : "workshop", text: "Question \(chance.below(1_000))?",
      place: pick([nil, "IN", "IN-KA", "BR", "142"]), urgency: pick(Urgency.allCases),
      options: isOpen ? [] : (0..<2 + chance.below(3)).map { "option \($0)" },
      known: isKnown ? (isOpen ? "Daboia russelii" : "option 1") : nil)
    let photo = [0xFF, 0xD8, 0xFF] + (0..<20).map { _ in UInt8(chance.below(256)) }
    let sheet = try await house.desk.ask(
      isKnown ? house.steward : house.asker, new, photos: chance.below(2) == 0 ? [photo] : [],
      keepsOriginals: chance.below(2) == 0)
    questions.append(ID(sheet.id))
  }

  private mutating func answer(_ id: ID<Question>) async throws {
    let assigned = try await house.asked(id)
    let expert = assigned.isEmpty || chance.below(5) == 0 ? anybody() : pick(assigned)
    _ = try await house.desk.answer(
      expert, id,
      NewAnswer(
        taxon: chance.below(8) == 0 ? nil : taxon(of: id), confidence: pick(Confidence.allCases),
        note: chance.below(5) == 0 ? "by the scales" : nil, acceptsLate: chance.below(2) == 0))
  }

  /// A taxon that may or may not be one of the question's.
  private mutating func taxon(of id: ID<Question>) -> String? {
    pick([
      "Daboia russelii", "Daboia russelii", "Echis carinatus", "Viperidae", "Lycodon aulicus",
      "option 0", "option 1", "option 1", "option 2", "Serpentes", "nonsense",
    ])
  }
}
