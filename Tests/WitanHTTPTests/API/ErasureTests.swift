import Foundation
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Erasure over HTTP` {
  @Test func `an asker has text and photo erased, unless they are on hold`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let id = try await visitor.ask(photo: tinyPhoto)
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      let photo = try #require((sheet.json["photos"] as? [String])?.first)
      #expect(
        try await visitor.get("/v1/questions/\(id)/photos/\(photo)", as: "farah").status == 200)
      let wish = #"{"what":"photo","id":"\#(id)","photo":"\#(photo)","ground":"A face is in it"}"#
      let hold = #"{"question":"\#(id)","ground":"Court order 12"}"#
      #expect(try await visitor.post("/v1/holds", as: "farah", hold).status == 403)
      #expect(try await visitor.post("/v1/holds", as: "tomas", hold).status == 201)
      let held = try await visitor.post("/v1/erasures", as: "farah", wish)
      #expect(held.status == 409 && held.json["code"] as? String == "on-hold", "\(held.text)")
      let list = try await visitor.get("/v1/holds", as: "ines").json["items"] as? [[String: Any]]
      #expect(list?.first?["ground"] as? String == "Court order 12")
      #expect(try await visitor.post("/v1/holds/lift", as: "tomas", hold).status == 200)
      #expect(try await visitor.post("/v1/holds/lift", as: "tomas", hold).status == 404)
      for (handle, status) in [("bo", 404), ("ines", 403)] {
        #expect(try await visitor.post("/v1/erasures", as: handle, wish).status == status)
      }
      for body in [
        #"{"what":"photo","id":"\#(id)","ground":"x"}"#,
        #"{"what":"text","id":"\#(id)","photo":"x","ground":"x"}"#,
        #"{"what":"text","id":"\#(id)","ground":""}"#, #"{"what":"all","id":"x","ground":"x"}"#,
      ] {
        #expect(try await visitor.post("/v1/erasures", as: "farah", body).status == 422, "\(body)")
      }
      let done = try await visitor.post("/v1/erasures", as: "farah", wish)
      #expect(done.status == 200 && done.json["photos"] as? Int == 1, "\(done.text)")
      #expect(done.json["isOverwritten"] as? Bool == true)
      #expect(try await visitor.post("/v1/erasures", as: "farah", wish).status == 404)
      #expect(
        try await visitor.get("/v1/questions/\(id)/photos/\(photo)", as: "farah").status == 404)
      let link = #"href="/q/\#(id)/erase""#
      #expect(try await visitor.look("/q/\(id)", as: "farah").text.contains(link))
      #expect(!(try await visitor.look("/q/\(id)", as: "ines").text.contains(link)))
      let form = try await visitor.look("/q/\(id)/erase", as: "farah").text
      #expect(form.contains("The text above") && !form.contains("Photo 1"))
      let text = #"{"what":"text","id":"\#(id)","ground":"It names the patient"}"#
      #expect(try await visitor.post("/v1/erasures", as: "bo", text).status == 404)
      let sent = try await visitor.submit(
        "/q/\(id)/erase", as: "farah",
        [.text("what", "text"), .text("ground", "It names the patient")])
      #expect(sent.status == 303, "\(sent.text)")
      for handle in ["farah", "ines"] {
        let page = try await visitor.look("/q/\(id)", as: handle)
        #expect(page.status == 200 && !page.text.contains(photo))
      }
      _ = try await house.desk.tick()
      let views = try await visitor.get(
        "/v1/ledger/history?kind=photosViewed&question=\(id)", as: "tomas")
      let line = try #require((views.json["items"] as? [[String: Any]])?.first)
      #expect((line["summary"] as? String)?.contains("farah photo 1 at ") == true, "\(views.text)")
      let report = try await visitor.post("/v1/audit/verify", as: "ines")
      #expect(report.json["faultCount"] as? Int == 0 && report.json["erased"] as? Int == 2)
    }
  }
}
