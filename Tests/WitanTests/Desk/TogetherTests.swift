import Testing
import WitanTesting

@testable import Witan

/// Many callers at once, and long lists.
@Suite struct TogetherTests {
  @Test func `of many answers of one person at once a single one is taken`() async throws {
    let house = try await House()
    let id = try await house.ask()
    let expert = try await house.asked(id)[0]
    let taken = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        group.addTask {
          let answer = NewAnswer(taxon: number % 2 == 0 ? "Daboia" : "Echis")
          return await refusal { _ = try await house.desk.answer(expert, id, answer) } == nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(taken == 1)
    #expect(try await house.archive.read { try $0.answers(to: id).count } == 1)
    #expect(try await house.verify().isClean)
  }

  @Test func `all at once leaves a record that an audit finds clean`() async throws {
    let house = try await House(experts: 20)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<12 {
        group.addTask {
          let id = try await house.ask()
          await withTaskGroup(of: Void.self) { answers in
            for expert in house.experts {
              answers.addTask {
                let answer = NewAnswer(taxon: "Daboia russelii")
                _ = try? await house.desk.answer(expert, id, answer)
              }
            }
          }
          _ = try await house.desk.tick()
        }
      }
      try await group.waitForAll()
    }
    #expect(try await house.verify().isClean)
  }

  @Test func `pages of questions hold each once, the latest first`() async throws {
    let house = try await House()
    var asked: [String] = []
    for _ in 0..<23 {
      asked.append(try await house.ask().text)
      house.told.advance(seconds: 1)
    }
    for limit in [1, 7, 23, 100] {
      var pages: [String] = []
      var before: String?
      for _ in 0..<30 {
        let page = try await house.desk.questions(house.asker, before: before, limit: limit)
        pages += page.map(\.id)
        before = page.last?.id ?? before
      }
      #expect(pages == asked.reversed())
    }
    for limit in [0, -1, 101] {
      #expect(
        await refusal {
          _ = try await house.desk.questions(house.steward, before: nil, limit: limit)
        }?.field == "limit")
    }
  }
}
