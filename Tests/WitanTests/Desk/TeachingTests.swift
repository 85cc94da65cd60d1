import Testing
import WitanTesting

@testable import Witan

/// What outcomes do to skills, and what cannot be an outcome.
@Suite struct TeachingTests {
  private func settled(_ house: House, _ taxon: String) async throws -> ID<Question> {
    let id = try await house.ask()
    for _ in 0..<8 where try await house.question(id).isOpen {
      let expert = try #require(try await house.asked(id).first)
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: taxon))
    }
    #expect(try await house.question(id).phase == .settled)
    return id
  }

  private func skills(_ house: House) async throws -> [Skill] {
    try await house.archive.read { shelf in
      try house.experts.map { try shelf.skill(ID("snakes"), $0.member.id) }
    }
  }

  @Test func `an outcome against the verdict takes the consensus's lessons back`() async throws {
    let house = try await House(experts: 8)
    let id = try await settled(house, "Daboia russelii")
    let believed = try await skills(house)
    // Everybody was judged by the others, who believe the same, though not for certain.
    for cell in believed.flatMap(\.cells) {
      #expect(cell.branch == "Viperidae" && cell.right.count == 3 && cell.worth.milliBits >= 0)
      for (right, wrong) in zip(cell.right, cell.wrong) { #expect(right > wrong) }
    }
    let sheet = try await house.desk.recordOutcome(
      house.steward, id, taxon: "wolf snake", ground: "the animal was examined")
    #expect(sheet.outcome?.taxon == "Lycodon aulicus" && sheet.outcome?.by == "tomas")
    let cells = try await skills(house).flatMap(\.cells)
    #expect(!cells.isEmpty)
    #expect(cells.allSatisfy { $0.branch == "Viperidae" && $0.wrong == [1_000_000] })
    #expect(cells.allSatisfy { $0.right.isEmpty && $0.worth.milliBits < 0 })
    // The truth comes back to the first: as if it had never been otherwise, but for the worth.
    _ = try await house.desk.recordOutcome(
      house.steward, id, taxon: "Daboia russelii", ground: "the museum says otherwise")
    let last = try await skills(house).flatMap(\.cells)
    #expect(last.allSatisfy { $0.right == [1_000_000, 1_000_000, 1_000_000] && $0.wrong.isEmpty })
    #expect(last.allSatisfy { $0.worth.answers == 1 })
    #expect(try await house.verify().isClean)
  }

  @Test func `an open question, an unknown taxon and the root have no outcome`() async throws {
    let house = try await House()
    let open = try await house.ask()
    let id = try await settled(house, "Daboia russelii")
    let before = try await house.everything()
    for (question, taxon, ground) in [
      (open, "Echis", "seen"), (id, "Felis", "seen"), (id, "Serpentes", "seen"), (id, "", "seen"),
      (id, "Echis", " "), (ID("q-none"), "Echis", "seen"),
    ] {
      #expect(
        await refusal {
          _ = try await house.desk.recordOutcome(
            house.steward, question, taxon: taxon, ground: ground)
        } != nil, "\(taxon)")
    }
    #expect(try await house.everything() == before)
  }

  @Test func `a question of options has no empty outcome`() async throws {
    let house = try await House()
    let id = try await house.askOptions()
    for _ in 0..<6 where try await house.question(id).isOpen {
      let expert = try #require(try await house.asked(id).first)
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "repair"))
    }
    #expect(
      await refusal {
        _ = try await house.desk.recordOutcome(house.steward, id, taxon: "", ground: "seen")
      } != nil)
  }

  @Test func `those who were right are asked before those who were wrong`() async throws {
    let house = try await House(experts: 6)
    let right = Set(house.experts.prefix(3).map(\.member.id))
    for _ in 0..<12 {
      let id = try await house.ask(known: "Daboia russelii")
      for _ in 0..<6 where try await house.question(id).isOpen {
        guard let expert = try await house.asked(id).first else { break }
        let taxon = right.contains(expert.member.id) ? "Daboia russelii" : "Lycodon aulicus"
        _ = try await house.desk.answer(expert, id, NewAnswer(taxon: taxon))
      }
      house.told.advance(seconds: 86_400)
      _ = try await house.desk.tick()
    }
    var first = 0
    for _ in 0..<5 {
      let id = try await house.ask()
      first += try await house.assignments(id).count { right.contains($0.expert) }
      // Who does not even respond would be asked less next time.
      for expert in try await house.asked(id) {
        _ = try await house.desk.pass(expert, id, reason: .noTime)
      }
      house.told.advance(seconds: 86_400)
      _ = try await house.desk.tick()
    }
    // Two of the three were enough for every question that taught; the third may have had no say.
    #expect(first >= 10, "of 15: \(first)")
    let sheets = try await house.desk.members(house.steward)
    let standing = { (handle: String) in
      sheets.first { $0.handle == handle }?.standings.first?.reputation.bitsPerAnswer ?? 0
    }
    #expect(standing("expert-0") > standing("expert-5"))
  }
}
