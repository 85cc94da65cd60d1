import Foundation
import Testing
import WitanTesting

@testable import Witan
@testable import WitanHTTP

@Suite struct `Where exactly` {
  /// How the spot may be written, and the instant at which it was seen.
  private static let exact = ["12971623", "12.971623", "77594641", "77.594641", "T03:04:05"]
  private static let near = ["12900000", "12.9, 77.5"]

  /// A question with a spot that an expert holds; who was offered it, the holder first.
  private func ask(_ visitor: Visitor) async throws -> (id: String, offered: [String]) {
    let asked = try await visitor.post(
      "/v1/questions", as: "farah",
      #"{"subject":"snakes","text":"Which?","place":"IN-KA","spot":"12.971623,77.594641","#
        + #""seenAt":"2025-12-31T03:04:05Z"}"#)
    try #require(asked.status == 201, "\(asked.text)")
    let offered = try await visitor.asked(asked.id)
    try #require(offered.count >= 2)
    let taken = try await visitor.post("/v1/questions/\(asked.id)/take", as: offered[0])
    try #require(taken.status == 200)
    return (asked.id, offered)
  }

  /// Every door by which a question is read.
  private func doors(_ id: String) -> [String] {
    [
      "/v1/questions/\(id)", "/v1/questions", "/v1/queue", "/v1/recalls", "/q/\(id)", "/",
      "/q/\(id)/history", "/v1/questions/\(id)?as-of=2030-01-01", "/v1/questions/\(id)/history",
      "/v1/questions/\(id)/explanation", "/v1/questions/\(id)/routes",
      "/v1/questions/\(id)/provenance", "/v1/questions/\(id)/dossier", "/v1/ledger/history",
      "/v1/ledger/history.atom", "/v1/ledger/questions?place=IN", "/ledger", "/v1/provenance",
      "/v1/ledger/tile/entries/000", "/v1/coverage", "/metrics",
    ]
  }

  @Test func `is told to those who need it, and to others as a cell and a day, by every door`()
    async throws
  {
    let house = try await House()
    try await house.open { visitor in
      let (id, offered) = try await ask(visitor)
      var (shownTo, nearTo): (Set<String>, Set<String>) = ([], [])
      for person in ["farah", "bo", "ines", "tomas", offered[0], offered[1]] {
        for door in doors(id) {
          for answer in [
            try await visitor.get(door, as: person), try await visitor.look(door, as: person),
          ] {
            #expect(answer.status < 500, "\(door) as \(person)")
            if Self.exact.contains(where: { answer.text.contains($0) }) { shownTo.insert(person) }
            if Self.near.contains(where: { answer.text.contains($0) }) { nearTo.insert(person) }
          }
        }
      }
      for index in 0..<(try await house.desk.archive.read { try $0.ledgerSize() }) {
        let entry = try await visitor.get("/v1/ledger/entries/\(index)", as: "tomas")
        #expect(entry.status == 200 && !Self.exact.contains { entry.text.contains($0) })
      }
      #expect(shownTo == ["farah", offered[0]])
      #expect(nearTo == ["ines", "tomas", offered[1]])
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "tomas").json["spot"]
      let spot = try #require(sheet as? [String: Any])
      #expect(spot["isExact"] as? Bool == false && spot["seen"] as? String == "2025-12-31")
      #expect(spot["latitudeMicrodegrees"] as? Int == 12_900_000)
      #expect(spot["longitudeMicrodegrees"] as? Int == 77_500_000)
      // Whoever gives the question out of their hands gives the spot out of their hands.
      #expect(
        try await visitor.post(
          "/v1/questions/\(id)/answers", as: offered[0], #"{"taxon":"Daboia","confidence":"sure"}"#
        ).status == 201)
      let after = try await visitor.get("/v1/questions/\(id)", as: offered[0])
      #expect(!Self.exact.contains { after.text.contains($0) } && after.text.contains("12900000"))
    }
  }

  @Test func `has a time that experts know to the second only while they may answer`()
    async throws
  {
    let house = try await House()
    try await house.open { visitor in
      house.told.advance(seconds: 3_723)
      let begin = house.told.now.text
      let (id, offered) = try await ask(visitor)
      let day = "\(begin.prefix(10))T00:00:00.000Z"
      try #require(begin != day)
      func asked(_ handle: String) async throws -> [String?] {
        let json = try await visitor.get("/v1/questions/\(id)", as: handle).json
        return [json["askedAt"] as? String, json["deadline"] as? String]
      }
      for handle in ["farah", "tomas", "ines", offered[0], offered[1]] {
        #expect(try await asked(handle).first == begin, "\(handle)")
      }
      let passed = try await visitor.post(
        "/v1/questions/\(id)/pass", as: offered[1], #"{"reason":"no-time"}"#)
      #expect(passed.status == 200)
      #expect(try await asked(offered[1]) == [day, day])
      let answered = try await visitor.post(
        "/v1/questions/\(id)/answers", as: offered[0], #"{"taxon":"Naja naja"}"#)
      #expect(answered.status == 201)
      #expect(try await asked(offered[0]) == [day, day])
      #expect(try await asked("farah").first == begin)
      let page = try await visitor.look("/q/\(id)", as: offered[0]).text
      let shown = "asked \(begin.prefix(10))"
      #expect(page.contains(shown) && !page.contains("\(shown) "))
    }
  }

  @Test func `is not told again under a key to who holds the question no more`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let asked = try await visitor.post(
        "/v1/questions", as: "farah",
        #"{"subject":"snakes","text":"Which?","place":"IN-KA","spot":"12.971623,77.594641","#
          + #""seenAt":"2025-12-31T03:04:05Z"}"#)
      let expert = try #require(try await visitor.asked(asked.id).first)
      let path = "/v1/questions/\(asked.id)"
      for (door, key) in [("\(path)/take", "t"), ("\(path)/extend", "e"), ("/v1/queue/take", "q")] {
        let first = try await visitor.post(door, as: expert, key: key, "{}")
        #expect(first.status == 200 && first.text.contains("12971623"), "\(door): \(first.text)")
      }
      let passed = try await visitor.post("\(path)/pass", as: expert, #"{"reason":"no-time"}"#)
      #expect(passed.status == 200)
      for (door, key) in [("\(path)/take", "t"), ("\(path)/extend", "e"), ("/v1/queue/take", "q")] {
        let again = try await visitor.post(door, as: expert, key: key, "{}")
        #expect(again.status == 200 && again.text.contains("12900000"), "\(door): \(again.text)")
        #expect(!Self.exact.contains { again.text.contains($0) }, "\(door)")
      }
    }
  }

  @Test func `is told to an auditor who says what for, which is recorded`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let (id, offered) = try await ask(visitor)
      let ground = #"{"ground":"Inquiry 12"}"#
      for person in [nil, "farah", "bo", "tomas", offered[0], offered[1]] {
        let refused = try await visitor.post("/v1/questions/\(id)/spot", as: person, ground)
        #expect(refused.status == (person == nil ? 401 : 403), "\(person ?? "-")")
      }
      for bad in ["{}", #"{"ground":""}"#, #"{"ground":"  "}"#] {
        let path = "/v1/questions/\(id)/spot"
        #expect(try await visitor.post(path, as: "ines", bad).status == 422)
      }
      let other = try await visitor.ask()
      #expect(
        try await visitor.post("/v1/questions/\(other)/spot", as: "ines", ground).status == 404)
      #expect(try await visitor.post("/v1/questions/q-no/spot", as: "ines", ground).status == 404)
      let shown = try await visitor.post("/v1/questions/\(id)/spot", as: "ines", ground)
      #expect(shown.status == 200 && shown.json["latitudeMicrodegrees"] as? Int == 12_971_623)
      #expect(shown.json["seen"] as? String == "2025-12-31T03:04:05.000Z")
      let history = try await visitor.get("/v1/questions/\(id)/history", as: "tomas")
      #expect(
        history.text.contains(#""kind":"spotViewed""#) && !history.text.contains("Inquiry 12"))
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "ines")
      #expect(!Self.exact.contains { sheet.text.contains($0) }, "each look has its reason")
      let audit = try await visitor.post("/v1/audit/verify", as: "ines", "{}")
      #expect(audit.json["faultCount"] as? Int == 0, "\(audit.text)")
    }
  }

  @Test func `goes with the text when that is erased`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let (id, _) = try await ask(visitor)
      let erased = try await visitor.post(
        "/v1/erasures", as: "farah", #"{"what":"text","id":"\#(id)","ground":"mine"}"#)
      #expect((200..<300).contains(erased.status), "\(erased.text)")
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      #expect(sheet.json["spot"] == nil && sheet.json["text"] == nil)
      let ground = #"{"ground":"Inquiry 12"}"#
      #expect(try await visitor.post("/v1/questions/\(id)/spot", as: "ines", ground).status == 404)
      let audit = try await visitor.post("/v1/audit/verify", as: "ines", "{}")
      #expect(audit.json["faultCount"] as? Int == 0, "\(audit.text)")
    }
  }

  @Test func `that is none is refused, and changes nothing`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let before = try await house.fingerprint()
      for field in [
        #""spot":"12.97""#, #""spot":"91,0""#, #""spot":"12.9716234,77""#, #""spot":7"#,
        #""seenAt":"2025-12-31T03:04:05Z""#, #""spot":"1,2","seenAt":"yesterday""#,
        #""spot":"1,2","seenAt":"2999-01-01T00:00:00Z""#,
      ] {
        let answer = try await visitor.post(
          "/v1/questions", as: "farah", "{\"subject\":\"snakes\",\"text\":\"?\",\(field)}")
        #expect(answer.status == 422, "\(field): \(answer.text)")
      }
      #expect(try await house.fingerprint() == before)
    }
  }
}
