import Testing
import WitanTesting

@testable import Witan

/// While a subject is young its questions ask for more answers, so that there is a record.
@Suite struct FoundingTests {
  private func phase(
    _ count: Int, urgency: Urgency = .whenever, on occasion: Occasion = .answer, closed: Int = 0
  ) throws -> Phase {
    var progress = Witan.Progress(subject: ID("snakes"))
    progress.closed = closed
    let answers = (1...count).map { Sample.answer($0, "Daboia russelii") }
    return try Sample.file(
      Sample.taxonomy(), answers, question: Sample.question(urgency: urgency),
      skills: Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, Sample.proved()) }),
      progress: progress
    ).consensus(on: occasion, ledgerSize: 0).phase
  }

  @Test(arguments: [Urgency.today, .whenever])
  func `a founding question asks for its answers before it settles`(urgency: Urgency) throws {
    let asked = Rule.first.foundingAnswers
    for count in [2, 4, asked - 1] {
      #expect(try phase(count, urgency: urgency) == .provisional)
    }
    #expect(try phase(asked, urgency: urgency) == .settled)
  }

  @Test func `an emergency does not wait for the record`() throws {
    #expect(try phase(4, urgency: .emergency) == .settled)
  }

  @Test func `who has nobody left to ask settles with what there is`() throws {
    #expect(try phase(4, on: .exhausted) == .settled)
    #expect(try phase(4, on: .deadline) == .provisional)
  }

  @Test func `a subject is founded after so many questions`() throws {
    #expect(try phase(4, closed: Rule.first.foundingQuestions - 1) == .provisional)
    #expect(try phase(4, closed: Rule.first.foundingQuestions) == .settled)
  }

  @Test func `a plain list of options founds nothing`() throws {
    let options = try Taxonomy(options: ["yes", "no"])
    let answers = (1...5).map { Sample.answer($0, "yes") }
    let file = try Sample.file(options, answers, question: Sample.question(urgency: .whenever))
    #expect(try file.consensus(on: .answer, ledgerSize: 0).phase == .settled)
  }

  /// How many answers a question of the desk got before it was closed.
  private func answers(
    _ urgency: Urgency, experts: Int
  ) async throws -> (count: Int, phase: Phase) {
    let house = try await House(experts: experts)
    let id = try await house.ask(urgency)
    var count = 0
    while try await house.question(id).isOpen, count < 40 {
      guard let expert = try await house.asked(id).first else { break }
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
      count += 1
    }
    #expect(try await house.verify().isClean)
    return (count, try await house.question(id).phase)
  }

  @Test func `the desk goes on asking until a founding question has its answers`() async throws {
    let founding = try await answers(.whenever, experts: 30)
    #expect(founding.count == Rule.first.foundingAnswers && founding.phase == .settled)
    let emergency = try await answers(.emergency, experts: 30)
    #expect(emergency.count < Rule.first.foundingAnswers && emergency.phase == .settled)
    let few = try await answers(.whenever, experts: 5)
    #expect(few.count == 5 && few.phase == .settled)
  }
}
