import Foundation
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `One's own times in a browser` {
  private let path = "/account/availability"

  private func form(_ fields: [String: String]) -> [Field] {
    let all = [
      "zone": "Asia/Kolkata", "quietFrom": "22:00", "quietTo": "06:00", "budget": "7",
      "awayUntil": "2099-12-24", "languages": "en, kn",
    ].merging(fields) { $1 }
    return all.sorted { $0.key < $1.key }.map { .text($0.key, $0.value) }
  }

  @Test func `are kept, shown again, and hold in the record`() async throws {
    try await House().open { visitor in
      let first = try await visitor.look("/account", as: "expert-0")
      #expect(first.status == 200 && first.text.contains("When you may be asked"))
      let kept = try await visitor.submit(path, as: "expert-0", form([:]))
      #expect(kept.status == 303, "\(kept.text)")
      let page = try await visitor.look("/account?kept=yes", as: "expert-0")
      for part in [
        "Kept.", "You are on leave", "value=\"Asia/Kolkata\"", "value=\"22:00\"", "value=\"06:00\"",
        "value=\"7\"", "value=\"2099-12-24\"", "value=\"en, kn\"",
      ] {
        #expect(page.text.contains(part), "\(part)")
      }
      let sheet = try await visitor.get("/v1/members/expert-0", as: "expert-0").json
      let times = try #require(sheet["availability"] as? [String: Any])
      #expect(times["awayUntil"] as? String == "2099-12-23T18:30:00.000Z", "their own midnight")
      #expect(times["quiet"] as? String == "22:00-06:00")
      let none = ["quietFrom": "", "quietTo": "", "awayUntil": "", "languages": " "]
      _ = try await visitor.submit(path, as: "expert-0", form(none))
      let after = try await visitor.get("/v1/members/expert-0", as: "expert-0").json
      let later = try #require(after["availability"] as? [String: Any])
      #expect(later["quiet"] == nil && later["awayUntil"] == nil)
      #expect((after["languages"] as? [String])?.isEmpty == true)
    }
  }

  @Test(arguments: [
    ["zone": "PST"], ["quietFrom": ""], ["quietTo": "25:00"], ["budget": "many"],
    ["budget": "-1"], ["awayUntil": "tomorrow"], ["languages": "no_tongue"],
  ])
  func `what is malformed is refused and changes nothing`(fields: [String: String]) async throws {
    let house = try await House()
    try await house.open { visitor in
      let before =
        try await visitor.get("/v1/members/expert-0", as: "expert-0").json as NSDictionary
      let refused = try await visitor.submit(path, as: "expert-0", form(fields))
      #expect(refused.status == 422, "\(refused.status) \(fields)")
      let after = try await visitor.get("/v1/members/expert-0", as: "expert-0").json as NSDictionary
      #expect(before == after, "\(fields)")
    }
  }

  @Test func `are for experts, and other sites cannot set them`() async throws {
    try await House().open { visitor in
      #expect(try await !visitor.look("/account", as: "farah").text.contains("When you may be"))
      #expect(try await visitor.submit(path, as: "farah", form([:])).status == 403)
      let header = ["Sec-Fetch-Site": "cross-site", "Cookie": visitor.cookie("expert-0")]
      let foreign = try await visitor.post(path, form: form([:]), header: header)
      #expect(foreign.status == 403)
    }
  }
}
