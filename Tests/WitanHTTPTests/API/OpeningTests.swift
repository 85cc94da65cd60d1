import Foundation
import HTTPTypes
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Questions that are open to all` {
  @Test func `stand in the queue, on the page, and can be taken`() async throws {
    let house = try await House()
    let asleep = Availability(quiet: "00:00-23:59")
    for handle in House.experts {
      _ = try await house.desk.setAvailability(
        house.desk.caller(handle: "tomas"), handle: handle, asleep)
    }
    try await house.open { visitor in
      let id = try await visitor.ask()
      let mine = try await visitor.get("/v1/questions/\(id)", as: "farah").json
      let opening = try #require(mine["opening"] as? [String: Any], "\(mine)")
      #expect((opening["qualified"] as? Int ?? 0) > 0 && opening["until"] is String)
      #expect((mine["fallback"] as? [String: Any])?["reason"] as? String == "nobody-reached")
      #expect(try await visitor.look("/q/\(id)", as: "farah").text.contains("Open to all"))
      let queue = try await visitor.get("/v1/queue", as: "expert-0").json
      let items = try #require(queue["items"] as? [[String: Any]])
      #expect(items.count == 1 && items[0]["mine"] == nil && items[0]["opening"] != nil)
      #expect(items[0]["answers"] == nil && items[0]["asker"] == nil)
      #expect(try await visitor.look("/", as: "expert-0").text.contains("open to all"))
      let page = try await visitor.look("/q/\(id)", as: "expert-0")
      #expect(page.text.contains("Take it") && page.text.contains("nobody asked you"))
      #expect(try await visitor.submit("/q/\(id)/take", as: "expert-0", []).status == 303)
      #expect(try await visitor.look("/q/\(id)", as: "expert-0").text.contains("What is it?"))
      let taken = try await visitor.get("/v1/questions/\(id)", as: "expert-0").json
      let wave = try #require((taken["mine"] as? [String: Any])?["wave"] as? Int)
      let described = try Self.property("wave", of: "Assignment")
      #expect(wave == 0 && described["minimum"] as? Int == 0, "nobody had been asked")
      #expect(try await visitor.post("/v1/questions/\(id)/take", as: "ines").status == 403)
      let routes = try await visitor.get("/v1/questions/\(id)/routes", as: "ines").json
      let receipt = try #require(routes["opening"] as? [String: Any])
      #expect(receipt["came"] as? [String] == ["expert-0"] && receipt["isDerived"] as? Bool == true)
    }
  }

  @Test func `a steward says who belongs together, and members what they read`() async throws {
    try await House().open { visitor in
      let set = try await visitor.send(
        .put, "/v1/members/expert-0/group", as: "tomas",
        header: ["Content-Type": "application/json"],
        body: Array(#"{"group":"house-7"}"#.utf8))
      #expect(set.status == 200 && set.json["group"] as? String == "house-7")
      let clear = try await visitor.send(
        .put, "/v1/members/expert-0/group", as: "tomas",
        header: ["Content-Type": "application/json"],
        body: Array("{}".utf8))
      #expect(clear.status == 200 && clear.json["group"] == nil)
      let own = try await visitor.send(
        .put, "/v1/members/expert-0/languages", as: "expert-0",
        header: ["Content-Type": "application/json"],
        body: Array(#"{"languages":["kn"]}"#.utf8))
      #expect(own.json["languages"] as? [String] == ["kn"])
      for (path, body, status) in [
        ("group", #"{"group":"A b"}"#, 422), ("languages", #"{"languages":["-"]}"#, 422),
        ("group", #"{"grup":"x"}"#, 422),
      ] {
        let refused = try await visitor.send(
          .put, "/v1/members/expert-0/\(path)", as: "tomas",
          header: ["Content-Type": "application/json"], body: Array(body.utf8))
        #expect(refused.status == status, "\(path) \(body) \(refused.status)")
      }
      let mine = try await visitor.send(
        .put, "/v1/members/expert-0/group", as: "expert-0",
        header: ["Content-Type": "application/json"],
        body: Array(#"{"group":"x1"}"#.utf8))
      #expect(mine.status == 403)
    }
  }

  /// What the description says of a property.
  private static func property(_ name: String, of schema: String) throws -> [String: Any] {
    var node = try JSONSerialization.jsonObject(with: Data(PackageResources.openapi_json))
    for step in ["components", "schemas", schema, "properties", name] {
      node = try #require((node as? [String: Any])?[step])
    }
    return try #require(node as? [String: Any])
  }
}
