import Testing
import WitanTesting

@testable import Witan

/// Verdicts decided otherwise, one by one and all of them.
@Suite struct WhatIfTests {
  private func answer(_ house: House, _ id: ID<Question>, _ taxa: [String]) async throws {
    var number = 0
    while try await house.question(id).isOpen, let expert = try await house.asked(id).first {
      house.told.advance(seconds: 1)
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: taxa[number % taxa.count]))
      number += 1
    }
    while try await house.question(id).isOpen {
      house.told.advance(seconds: 60)
      _ = try await house.desk.tick()
    }
  }

  private static func rule(_ version: String, _ change: (inout Rule) -> Void = { _ in }) -> Rule {
    var rule = Rule.first
    rule.version = version
    change(&rule)
    return rule
  }

  @Test func `the same rule under another name gives the same verdict`() async throws {
    let house = try await House()
    for taxa in [["Daboia russelii"], ["Daboia russelii", "Echis carinatus"]] {
      let id = try await house.ask()
      try await answer(house, id, taxa)
      let same = try await house.desk.whatIf(house.auditor, id, .rule(Self.rule("x")))
      #expect(same.isSame && same.was == same.now, "\(same)")
      #expect(same.supposed == "rule x in place of \(Rule.first.version)" && !same.limits.isEmpty)
    }
  }

  @Test func `without those who said it nothing is held`() async throws {
    let house = try await House()
    let id = try await house.ask()
    try await answer(house, id, ["Daboia russelii"])
    let answers = try await house.desk.show(house.auditor, id).answers ?? []
    let handle = try #require(answers.first?.expert)
    let without = try await house.desk.whatIf(house.auditor, id, .without(handle))
    #expect(without.now.answers == without.was.answers - 1)
    #expect((without.now.partsPerMillion ?? 0) < (without.was.partsPerMillion ?? 0))
    let silent = try #require(
      house.experts.compactMap(\.member.handle).first { name in
        !answers.contains { $0.expert == name }
      })
    for handle in [silent, "nobody"] {
      #expect(
        await refusal {
          _ = try await house.desk.whatIf(house.auditor, id, .without(handle))
        } != nil)
    }
  }

  @Test func `a stricter rule says less, and classic methods say what they count`() async throws {
    let house = try await House()
    let id = try await house.ask()
    try await answer(house, id, ["Daboia russelii", "Daboia russelii", "Echis carinatus"])
    let strict = Self.rule("strict") {
      $0.taxonNeedsPartsPerMillion = 999_999
      $0.actionNeedsPartsPerMillion = ["otherwise": 999_999]
      $0.unprovedActionNeedsPartsPerMillion = [:]
    }
    let less = try await house.desk.whatIf(house.auditor, id, .rule(strict))
    #expect(less.now.taxon != "Daboia russelii" && less.now.action == nil && !less.isSame)
    let sheet = try await house.desk.show(house.auditor, id)
    let named = (sheet.answers ?? []).compactMap(\.taxon)
    let most = named.count { $0 == "Daboia russelii" }
    let majority = try await house.desk.whatIf(house.auditor, id, .method("majority"))
    if 2 * most != named.count {
      #expect(majority.now.taxon == "Daboia russelii")
      let share = Double(most) * 1e6 / Double(named.count)
      #expect(abs(Double(majority.now.partsPerMillion ?? 0) - share) < 2)
      #expect(majority.now.action == "dangerous")
    }
    for name in ClassicVerdict.names {
      let method = try await house.desk.whatIf(house.auditor, id, .method(name))
      #expect(method.now.answers == named.count && method.now.phase == nil, "\(name)")
    }
    #expect(
      await refusal {
        _ = try await house.desk.whatIf(house.auditor, id, .method("oracle"))
      }?.field == "method")
    #expect(
      await refusal {
        _ = try await house.desk.whatIf(house.asker, id, .method("majority"))
      }?.sort == .notAllowed)
    let silent = try await house.ask()
    #expect(
      await refusal {
        _ = try await house.desk.whatIf(house.auditor, silent, .method("majority"))
      }?.sort == .conflict)
  }

  @Test(arguments: 1...3) func `the same rule changes nothing in any history`(
    seed: UInt64
  ) async throws {
    let house = try await House(seed: seed, experts: 6)
    var history = RandomHistory(house, seed: seed)
    try await history.run(250)
    let size = try await house.everything().entryBytes.count
    let report = try await house.desk.whatIf(house.auditor, rule: Self.rule("same"))
    #expect(report.changeCount == 0, "seed \(seed): \(report.changes.prefix(2))")
    #expect(report.was == report.now && report.questions > 3, "seed \(seed)")
    #expect(report.wouldGoOn == 0 && report.unusedAnswers == 0, "seed \(seed)")
    #expect(report.entries == size && report.inPlaceOf == [Rule.first.version])
    #expect(try await house.everything().entryBytes.count == size)
  }

  @Test func `a rule that trusts nobody settles nothing, one that trusts all closes early`()
    async throws
  {
    let house = try await House(seed: 3)
    for taxa in [["Daboia russelii"], ["Echis carinatus"], ["Daboia russelii", "Echis carinatus"]] {
      try await answer(house, house.ask(), taxa)
    }
    let strict = Self.rule("strict") {
      $0.taxonNeedsPartsPerMillion = 999_999
      $0.actionNeedsPartsPerMillion = ["otherwise": 999_999]
      $0.unprovedActionNeedsPartsPerMillion = [:]
    }
    let none = try await house.desk.whatIf(house.auditor, rule: strict)
    #expect(none.now.settled == 0 && none.now.said == ["nothing": none.questions])
    #expect(none.changeCount > 0 && none.wouldGoOn >= none.was.settled && none.was.settled > 0)
    #expect(none.actionsChanged["dangerous > nothing"] == none.was.said["dangerous"])
    let lax = Self.rule("lax") {
      $0.taxonNeedsPartsPerMillion = 500_000
      $0.answersForTaxon = 1
      $0.answersForAction = ["otherwise": 1]
      $0.actionNeedsPartsPerMillion = ["otherwise": 500_000]
    }
    let early = try await house.desk.whatIf(house.auditor, rule: lax)
    #expect(early.now.answers < early.was.answers && early.unusedAnswers > 0)
    #expect(
      await refusal {
        _ = try await house.desk.whatIf(
          house.auditor, rule: Self.rule("bad") { $0.waveSizes = [] })
      }?.field == "waveSizes")
  }
}
