import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

/// What is kept of replies under a key, and for how long.
@Suite struct `Kept replies` {
  private let body = #"{"subject":"snakes","text":"It bit Asha","place":"IN-KA"}"#

  @Test(arguments: [true, false])
  func `are told no more once something was erased, by whatever door`(
    isOverHTTP: Bool
  ) async throws {
    let house = try await House()
    try await house.open { visitor in
      let first = try await visitor.post("/v1/questions", as: "farah", key: "k", body)
      let again = try await visitor.post("/v1/questions", as: "farah", key: "k", body)
      #expect(first.status == 201 && again.bytes == first.bytes && again.text.contains("Asha"))
      if isOverHTTP {
        let wish = #"{"what":"text","id":"\#(first.id)","ground":"mine"}"#
        let done = try await visitor.post("/v1/erasures", as: "farah", key: "e", wish)
        let told = try await visitor.post("/v1/erasures", as: "farah", key: "e", wish)
        #expect(done.status == 200 && told.bytes == done.bytes)
      } else {
        let asker = try await house.desk.caller(handle: "farah")
        _ = try await house.desk.erase(asker, .text(of: ID(first.id)), ground: "mine")
      }
      // What the erasure itself replied tells of nothing that is gone.
      #expect(house.replies.sealed.count == (isOverHTTP ? 1 : 0))
      let after = try await visitor.post("/v1/questions", as: "farah", key: "k", body)
      #expect(after.status == 409 && after.code == "outcome-unknown")
      #expect(!after.text.contains("Asha"))
      let list = try await visitor.get("/v1/questions", as: "farah").json["items"] as? [Any]
      #expect(list?.count == 1)
      // What comes after it is kept again.
      let next = try await visitor.post("/v1/questions", as: "farah", key: "next", body)
      let told = try await visitor.post("/v1/questions", as: "farah", key: "next", body)
      #expect(next.status == 201 && told.bytes == next.bytes)
    }
  }

  @Test func `are none of an exact spot: each look is let in, and recorded, anew`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let asked = try await visitor.post(
        "/v1/questions", as: "farah",
        #"{"subject":"snakes","text":"Which?","place":"IN-KA","spot":"12.971623,77.594641"}"#)
      let path = "/v1/questions/\(asked.id)"
      let ground = #"{"ground":"Inquiry 12"}"#
      for count in 1...2 {
        let shown = try await visitor.post("\(path)/spot", as: "ines", key: "k", ground)
        #expect(shown.status == 200 && shown.text.contains("12971623"))
        let history = try await visitor.get("\(path)/history", as: "tomas").text
        #expect(history.components(separatedBy: #""kind":"spotViewed""#).count - 1 == count)
      }
      #expect(house.replies.sealed.isEmpty)
      let text = try await visitor.post(
        "/v1/erasures", as: "farah", #"{"what":"text","id":"\#(asked.id)","ground":"mine"}"#)
      #expect(text.status == 200)
      #expect(try await visitor.post("\(path)/spot", as: "ines", key: "k", ground).status == 404)
      let steward = try await house.desk.caller(handle: "tomas")
      _ = try await house.desk.setRoles(steward, handle: "ines", [.asker])
      #expect(try await visitor.post("\(path)/spot", as: "ines", key: "k", ground).status == 403)
    }
  }
}
