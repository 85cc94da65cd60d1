import Testing

@testable import Witan

/// Who may answer what, and when.
@Suite struct NewAnswerTests {
  private static let earlier = Sample.noon.adding(seconds: -5)

  private func assignment(_ state: Assignment.State) -> Assignment {
    var assignment = Assignment(
      id: ID("a-0-1"), question: ID("q-0"), expert: ID("m-1"), wave: 1, offeredAt: Sample.noon,
      offerEndsAt: Sample.noon.adding(seconds: 160), state: .offered, pendingFor: ID("m-1"))
    assignment.become(state)
    return assignment
  }

  private func given(
    _ new: NewAnswer, by expert: String = "m-1", question: Question = Sample.question(),
    state: Assignment.State? = .offered, earlier: Answer? = nil
  ) throws -> AnswerGiven {
    try new.given(
      by: ID(expert), to: question, taxonomy: Sample.taxonomy(),
      assignment: state.map(assignment), earlier: earlier, count: 4, sealedNote: nil)
  }

  @Test func `an answer is recorded under its accepted name`() throws {
    let fact = try given(NewAnswer(taxon: "russell's VIPER", confidence: .sure))
    #expect(fact.taxon == "Daboia russelii")
    #expect(fact.answer.text == "r-0-5")
    #expect(fact.confidence == .sure)
    #expect(!fact.isLate)
    #expect(fact.seen == Seen(photos: 0, options: 0, answers: 0))
    #expect(try given(NewAnswer(taxon: nil)).taxon == nil)
    let lease = Lease(takenAt: Sample.noon, endsAt: Sample.noon)
    #expect(try !given(NewAnswer(taxon: "Daboia"), state: .held(lease: lease)).isLate)
  }

  @Test func `one's own question is refused before anything else`() {
    #expect(
      refusal { _ = try given(NewAnswer(taxon: "x"), by: "m-asker", state: nil) } == .ownQuestion)
  }

  @Test func `a second answer from the same person is refused`() {
    let first = Sample.answer(1, "Daboia")
    #expect(
      refusal { _ = try given(NewAnswer(taxon: "Echis"), earlier: first) }
        == .alreadyAnswered(at: first.givenAt))
    let answered = Assignment.State.answered(at: Self.earlier, isLate: false)
    #expect(
      refusal { _ = try given(NewAnswer(taxon: "Echis"), state: answered) }
        == .alreadyAnswered(at: Self.earlier))
  }

  @Test func `what was not offered is refused`() {
    #expect(
      refusal { _ = try given(NewAnswer(taxon: "Echis"), state: nil) }
        == .notOffered(question: "q-0"))
  }

  @Test(arguments: [Phase.settled, .split, .unsettled])
  func `a closed question is refused`(phase: Phase) {
    let question = Sample.question(phase: phase)
    for late in [false, true] {
      #expect(
        refusal { _ = try given(NewAnswer(taxon: "Echis", acceptsLate: late), question: question) }
          == .questionClosed(phase: phase.rawValue))
    }
  }

  @Test func `who had to give an open question back is told so`() {
    let refused = refusal {
      _ = try given(NewAnswer(taxon: "Echis"), state: .released(at: Self.earlier))
    }
    #expect(refused?.code == "taken-back", "\(String(describing: refused))")
  }

  @Test func `a lapsed lease is refused, and taken as late when asked for`() throws {
    let lapsed = Assignment.State.lapsed(at: Self.earlier)
    #expect(
      refusal { _ = try given(NewAnswer(taxon: "Echis"), state: lapsed) }
        == .leaseLapsed(at: Self.earlier))
    #expect(try given(NewAnswer(taxon: "Echis", acceptsLate: true), state: lapsed).isLate)
    #expect(try !given(NewAnswer(taxon: "Echis", acceptsLate: true)).isLate)
  }

  @Test func `what was passed on is refused`() {
    let passed = Assignment.State.passed(at: Self.earlier, reason: .noTime)
    guard case .conflict? = refusal({ _ = try given(NewAnswer(taxon: "Echis"), state: passed) })
    else {
      Issue.record("an answer was taken after passing")
      return
    }
  }

  @Test func `an unknown taxon, and the root, are refused`() {
    #expect(
      refusal { _ = try given(NewAnswer(taxon: "Daboia russeli")) }
        == .unknownTaxon("Daboia russeli", near: ["Daboia russelii"]))
    for everything in ["Serpentes", "snakes"] {
      guard case .invalid("taxon", _)? = refusal({ _ = try given(NewAnswer(taxon: everything)) })
      else {
        Issue.record("\(everything) was taken")
        continue
      }
    }
  }
}
