import WitanTesting

@testable import Witan

extension House {
  /// Lets everybody who is asked name this taxon, and time pass, until the question is closed.
  func close(_ id: ID<Question>, all taxon: String) async throws {
    while try await question(id).isOpen, let expert = try await asked(id).first {
      told.advance(seconds: 1)
      _ = try await desk.answer(expert, id, NewAnswer(taxon: taxon, confidence: .sure))
    }
    while try await question(id).isOpen {
      told.advance(seconds: 60)
      _ = try await desk.tick()
    }
  }
}
