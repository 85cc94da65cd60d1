import Foundation
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

/// Replies as they were when they were looked at last; `WITAN_GOLDEN=write` writes them anew.
@Suite struct `Replies of record` {
  private func expect(_ name: String, _ answer: Visitor.Answer) throws {
    var value = try JSONSerialization.jsonObject(with: Data(answer.bytes))
    // A refusal bears its request's name, which is another each time.
    if var problem = value as? [String: Any], problem["code"] != nil {
      #expect(problem.removeValue(forKey: "request") is String)
      value = problem
    }
    let pretty = try JSONSerialization.data(
      withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    let text = String(decoding: pretty, as: UTF8.self) + "\n"
    let file = House.root.appending(path: "fixtures/http/\(name).json")
    if ProcessInfo.processInfo.environment["WITAN_GOLDEN"] == "write" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(name)")
  }

  @Test func `are the same to the byte`() async throws {
    let house = try await House(seed: 7)
    try await house.open { visitor in
      try expect("me", try await visitor.get("/v1/me", as: "expert-0"))
      try expect("subjects", try await visitor.get("/v1/subjects", as: "farah"))
      let id = try await visitor.ask()
      let asked = try await visitor.asked(id)
      try expect(
        "question-sealed", try await visitor.get("/v1/questions/\(id)", as: asked[0]))
      for expert in asked.prefix(2) {
        house.told.advance(seconds: 5)
        _ = try await visitor.post(
          "/v1/questions/\(id)/answers", as: expert,
          #"{"taxon":"Russell's Viper","confidence":"sure","note":"the chain of spots"}"#)
      }
      try expect("question", try await visitor.get("/v1/questions/\(id)", as: "farah"))
      try expect(
        "problem-own-field",
        try await visitor.post("/v1/questions", as: "farah", #"{"subject":"snakes"}"#))
      try expect("problem-not-signed-in", try await visitor.get("/v1/me"))
      try expect("problem-no-method", try await visitor.post("/v1/me", as: "farah"))
    }
  }
}
