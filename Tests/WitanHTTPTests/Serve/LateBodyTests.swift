import Foundation
import HummingbirdTesting
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

/// A body takes its time; whoever is put out meanwhile does nothing by it.
@Suite(.serialized) struct `A body that comes late` {
  /// Sends a request but for the end of its body, has something done, and sends the end.
  private func send(
    _ path: String, as handle: String, _ body: String, _ visitor: Visitor,
    meanwhile: () async throws -> Void
  ) async throws -> RawSocket.Reply {
    let token = visitor.tokens[handle] ?? ""
    let head =
      "POST \(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    let port = try #require(visitor.client.port)
    // The end is sent after a silence of so many seconds.
    async let reply = RawSocket.exchange(
      Array((head + body.prefix(1)).utf8), then: Array(body.dropFirst().utf8), port: port,
      patienceSeconds: 3)
    try await Task.sleep(for: .milliseconds(800))
    try await meanwhile()
    return try await reply
  }

  private static let changes = [
    ("/v1/holds", "ines", #"{"member":"farah","ground":"mine"}"#),
    ("/v1/members", "ines", #"{"handle":"backdoor","name":"B","roles":["auditor"]}"#),
    ("/v1/invitations", "ines", #"{"roles":["asker"]}"#),
    ("/v1/tokens", "ines", #"{"label":"mine","days":3000}"#),
    ("/v1/webhooks", "ines", #"{"url":"https://hooks.example.com/x","kinds":["verdict"]}"#),
    ("/v1/erasures", "ines", #"{"what":"member","id":"ines","ground":"mine"}"#),
  ]

  @Test(arguments: changes)
  func `is of nobody who was put out meanwhile`(path: String, handle: String, body: String)
    async throws
  {
    let house = try await House()
    let steward = try await house.desk.caller(handle: "tomas")
    _ = try await house.desk.setRoles(steward, handle: handle, [.auditor, .steward])
    try await house.open(.live) { visitor in
      let reply = try await send(path, as: handle, body, visitor) {
        // Each of the two stewards has their say.
        let second = try await house.desk.caller(handle: handle)
        for one in [steward, second] {
          _ = try await house.desk.setRoles(one, handle: handle, [])
        }
      }
      #expect(reply.statuses == [401], "\(reply.text)")
    }
    #expect(try await house.desk.verify(steward).isClean)
  }

  @Test func `is of no token that was ended meanwhile`() async throws {
    let house = try await House()
    let farah = try await house.desk.caller(handle: "farah")
    try await house.open(.live) { visitor in
      for (path, body) in [
        ("/v1/questions", #"{"subject":"snakes","text":"Which?"}"#),
        ("/v1/tokens", #"{"label":"mine"}"#),
      ] {
        let (token, sheet) = try await house.desk.issueToken(farah, handle: "farah", label: "lost")
        let thief = Visitor(client: visitor.client, tokens: ["thief": token])
        let reply = try await send(path, as: "thief", body, thief) {
          _ = try await house.desk.revokeToken(farah, named: sheet.id)
        }
        #expect(reply.statuses == [401], "\(reply.text)")
      }
    }
  }

  @Test func `in the writer's turn, too, nobody acts who is out`() async throws {
    let house = try await House()
    let steward = try await house.desk.caller(handle: "tomas")
    let ines = try await house.desk.caller(handle: "ines")
    _ = try await house.desk.setRoles(steward, handle: "ines", [.auditor, .asker])
    func look() async throws {
      try await Desk.$acting.withValue(Acting(ines)) {
        _ = try await house.desk.setAvailability(ines, handle: "ines", .always)
      }
    }
    await #expect(throws: Refusal.self) { try await look() }
    _ = try await house.desk.setRoles(steward, handle: "ines", [])
    await #expect(throws: Refusal.notSignedIn) { try await look() }
    #expect(try await house.desk.verify(steward).isClean)
  }
}
