import Testing

@testable import Witan

/// When a question asks more people, waits, or ends.
@Suite struct WideningTests {
  /// A wave that brings nobody, now or later.
  private static let nobody = WaveOutlook(isEmpty: true, ablest: nil, mayComeLater: false)
  private static let sleepers = WaveOutlook(isEmpty: true, ablest: nil, mayComeLater: true)
  private static let able = WaveOutlook(isEmpty: false, ablest: 900_000, mayComeLater: false)
  private static let hopeless = WaveOutlook(isEmpty: false, ablest: 0, mayComeLater: true)

  private func assignment(_ state: Assignment.State) -> Assignment {
    var assignment = Assignment(
      offered: ID("a-0-1"), question: ID("q-0"), to: ID("m-1"), wave: 1, at: Sample.noon,
      until: Sample.noon.adding(seconds: 160))
    assignment.become(state)
    return assignment
  }

  /// What comes of a wave so many seconds after a question was asked and its first wave sent.
  private func widening(
    _ outlook: WaveOutlook, _ asked: [Assignment] = [], answers: Int = 0, seconds: Int = 40,
    wavedAt: Instant? = Sample.noon, canOpen: Bool = false, opening: Opening? = nil, wave: Int = 1
  ) throws -> Widening {
    var question = Sample.question(wave: wave, wavedAt: wavedAt)
    question.opening = opening
    let answers = (0..<answers).map { Sample.answer($0 + 1, "Daboia russelii") }
    return try question.widening(
      by: outlook, canOpen: canOpen, asked: asked, rule: .first,
      now: Sample.noon.adding(seconds: seconds),
      file: Sample.file(Sample.taxonomy(), answers, question: question))
  }

  @Test func `without anybody now or later it ends at once`() throws {
    #expect(try widening(Self.nobody, seconds: 1) == .close)
    #expect(try widening(Self.nobody, [assignment(.lapsed(at: Sample.noon))]) == .close)
  }

  @Test func `who sleeps may wake until the deadline, and is looked for once a wave`() throws {
    #expect(try widening(Self.sleepers, seconds: 39) == .wait)
    #expect(try widening(Self.sleepers, seconds: 40) == .offer)
    #expect(try widening(Self.sleepers, seconds: 1, wavedAt: nil) == .offer)
    #expect(try widening(Self.sleepers, seconds: 109) == .offer)
    #expect(try widening(Self.sleepers, seconds: 110) == .close)
  }

  @Test func `nothing ends while an answer is awaited`() throws {
    for seconds in [1, 40, 110, 500] {
      let outcome: Widening = seconds < 40 ? .wait : .offer
      #expect(try widening(Self.nobody, [assignment(.offered)], seconds: seconds) == outcome)
      #expect(
        try widening(Self.hopeless, [assignment(.offered)], answers: 9, seconds: seconds)
          == .offer)
    }
  }

  @Test func `a photo that is wanted is waited for, ten minutes at least`() throws {
    let wish = assignment(.passed(at: Sample.noon, reason: .photoTooPoor))
    #expect(try widening(Self.nobody, [wish], seconds: 39) == .wait)
    #expect(try widening(Self.nobody, [wish], seconds: 110) == .offer)
    #expect(try widening(Self.nobody, [wish], seconds: 599) == .offer)
    #expect(try widening(Self.nobody, [wish], seconds: 600) == .close)
    #expect(
      try widening(Self.nobody, [wish], answers: 12, seconds: 39) == .close,
      "not where one more answer is not worth its price")
    let other = assignment(.passed(at: Sample.noon, reason: .noTime))
    #expect(try widening(Self.nobody, [other], seconds: 39) == .close)
  }

  @Test func `a photo is waited for to the deadline, and ten minutes after the wish`() {
    var question = Sample.question()
    let at = Sample.noon.adding(seconds: 3_000)
    let wish = assignment(.passed(at: at, reason: .photoTooPoor))
    for (deadline, end) in [(3_600, 3_600), (3_100, 3_600), (9_000, 9_000)] {
      question.deadline = Sample.noon.adding(seconds: deadline)
      #expect(question.photoEnd([wish]) == Sample.noon.adding(seconds: end))
    }
    question.barred = [wish.expert]
    #expect(question.photoEnd([wish]) == nil)
  }

  @Test func `who looks again after an empty wave looks sooner where answers are awaited`() {
    func fact(isEnough: Bool, nextAt: Int? = nil) -> QuestionDispatched {
      QuestionDispatched(
        question: ID("q-0"), wave: 1, offers: [], offerEndsAt: Sample.noon, branches: [],
        stakes: 1, horizonSeconds: 40, considered: [], eligible: 0, excluded: [:],
        isEnough: isEnough, seed: "0",
        nextAt: nextAt.map { Sample.noon.adding(seconds: $0) })
    }
    let clock = Rule.first.clock(.emergency)
    func seconds(_ fact: QuestionDispatched, isAwaited: Bool) -> Int {
      Sample.noon.seconds(until: fact.retryAt(clock, isAwaited: isAwaited, from: Sample.noon))
    }
    #expect(seconds(fact(isEnough: true), isAwaited: true) == 40)
    #expect(seconds(fact(isEnough: true), isAwaited: false) == 120)
    #expect(seconds(fact(isEnough: false), isAwaited: true) == 120)
    #expect(seconds(fact(isEnough: false, nextAt: 50), isAwaited: true) == 50)
  }

  @Test func `what can be opened is, and stays open for its time if an answer is worth it`() throws
  {
    #expect(try widening(Self.sleepers, canOpen: true) == .open)
    #expect(try widening(Self.nobody, canOpen: true) == .open)
    #expect(try widening(Self.sleepers, [assignment(.offered)], canOpen: true) == .open)
    let opening = Opening(at: Sample.noon, until: Sample.noon.adding(seconds: 900), qualified: 4)
    #expect(try widening(Self.sleepers, seconds: 899, opening: opening) == .offer)
    #expect(try widening(Self.sleepers, seconds: 900, opening: opening) == .close)
    let all = (0..<87).map { _ in assignment(.lapsed(at: Sample.noon)) }
    #expect(try widening(Self.nobody, all, seconds: 899, opening: opening, wave: 3) == .wait)
    #expect(
      try widening(Self.nobody, Array(all.dropLast()), seconds: 899, opening: opening, wave: 3)
        == .offer)
    #expect(try widening(Self.nobody, answers: 12, seconds: 899, opening: opening) == .close)
  }

  @Test func `whoever is not worth asking is not asked, but for the first two answers`() throws {
    #expect(try widening(Self.able, answers: 2) == .offer)
    #expect(try widening(Self.hopeless, answers: 1) == .offer)
    #expect(try widening(Self.hopeless, answers: 2) == .close)
  }

  @Test func `what a wave of the router comes to`() {
    let deadline = Sample.noon.adding(seconds: 110)
    func outlook(
      _ excluded: [String: Int], isEnough: Bool = false, offers: Int = 0, nextAt: Instant? = nil
    ) -> WaveOutlook {
      WaveOutlook(
        QuestionDispatched(
          question: ID("q-0"), wave: 1,
          offers: (0..<offers).map {
            .init(assignment: ID("a-0-\($0)"), expert: ID("m-\($0)"), seat: .score, gain: 1)
          },
          offerEndsAt: Sample.noon, branches: [], stakes: 1, horizonSeconds: 40,
          considered: (0..<3).map {
            .init(
              expert: ID("m-\($0)"), skill: 700_000 - 100_000 * $0, exploration: 0,
              timely: 1, price: 1_000_000, score: 1)
          }, eligible: 3, excluded: excluded, isEnough: isEnough, seed: "0",
          nextAt: nextAt), before: deadline)
    }
    #expect(outlook(["away": 1], nextAt: deadline.adding(seconds: -1)) == Self.sleepers)
    #expect(outlook(["away": 1], nextAt: deadline) == Self.nobody)
    #expect(outlook([:]) == Self.nobody)
    #expect(outlook(["alreadyAsked": 4, "away": 1]) == Self.nobody)
    for reason in ["asleep", "budgetSpent"] {
      #expect(outlook([reason: 1]) == Self.sleepers)
      #expect(outlook([reason: 1], isEnough: true) == Self.nobody)
    }
    #expect(outlook([:], offers: 2).ablest == 700_000 && !outlook([:], offers: 2).isEmpty)
  }
}
