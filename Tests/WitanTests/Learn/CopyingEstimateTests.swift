import Inference
import Testing

@testable import Witan

/// An estimate finds who copies, from all answers together; the record of it adds up.
@Suite struct CopyingEstimateTests {
  private static let options = (0..<10).map { "option \($0)" }

  /// Closed questions that five of forty people answered; the first `circle` of them repeat one.
  ///
  /// - Parameter fooling: in how many of a hundred questions nearly everybody is wrong alike.
  private func closed(circle: Int, fooling: Int, seed: UInt64) throws -> [Estimation.Closed] {
    var chance = Chance(seed: seed)
    let taxonomy = try Taxonomy(options: Self.options)
    return try (0..<200).map { number in
      let (truth, lookAlike) = (chance.below(10), chance.below(10))
      let isFooling = chance.below(100) < fooling
      func look() -> String {
        if isFooling && chance.below(100) < 85 { return Self.options[lookAlike] }
        return Self.options[chance.below(100) < 72 ? truth : chance.below(10)]
      }
      let led = look()
      var people = Array(0..<40)
      for place in people.indices.dropFirst().reversed() {
        people.swapAt(place, chance.below(place + 1))
      }
      let question = Question(
        recorded: ID("q-\(1_000 + number)"), subject: ID("snakes"), asker: ID("m-asker"),
        place: nil, urgency: .today, at: Sample.noon.adding(seconds: number))
      return Estimation.Closed(
        question: question, taxonomy: taxonomy,
        basePrior: try taxonomy.prior(at: nil, rule: .first),
        answers: people.prefix(5).map {
          Case.Evidence(
            answer: Sample.answer(1 + $0, $0 < circle ? led : look()), skill: nil)
        })
    }
  }

  /// The numbers of those who are held to copy after three estimates of the same questions.
  private func suspects(_ closed: [Estimation.Closed]) throws -> [Int] {
    var book = SkillBook(subject: ID("snakes"))
    var taught: [SkillsMoved?] = closed.map { _ in nil }
    for _ in 0..<3 {
      let (lessons, calibration) = try Estimation.run(
        closed, taught: taught, book: book, rule: .first)
      for each in taught.compactMap({ $0 }) { book.learn(each, region: "", sign: -1) }
      for each in lessons { book.learn(each, region: "", sign: 1) }
      taught = lessons
      book.progress.estimated(calibration)
    }
    return (1...40).filter { book.skill(ID("m-\($0)")).isSuspected(.first) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a circle is found`(seed: UInt64) throws {
    let found = try suspects(closed(circle: 8, fooling: 0, seed: seed))
    #expect(found.count { $0 <= 8 } >= 7, "\(found)")
    #expect(found.count { $0 > 8 } <= 1, "\(found)")
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a crowd whom photos fool is left alone`(seed: UInt64) throws {
    #expect(try suspects(closed(circle: 0, fooling: 0, seed: seed)) == [])
    #expect(try suspects(closed(circle: 0, fooling: 20, seed: seed)) == [])
  }
}
