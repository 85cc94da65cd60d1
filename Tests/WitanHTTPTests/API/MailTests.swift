import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing
import WitanTesting

@testable import Witan
@testable import WitanHTTP

@Suite struct `E-mail over HTTP` {
  /// Remembers what is asked for.
  private final class Asked: LinkRequests {
    /// Guards the addresses.
    private let state = Mutex<[String]>([])
    var all: [String] { state.withLock { $0 } }
    func request(_ address: MailAddress) { state.withLock { $0.append(address.text) } }
  }

  private func put(
    _ visitor: Visitor, _ handle: String, _ body: String, as who: String
  ) async throws -> Visitor.Answer {
    try await visitor.send(
      .put, "/v1/members/\(handle)/mail", as: who, header: ["Content-Type": "application/json"],
      body: Array(body.utf8))
  }

  @Test func `an address is set and read by oneself and stewards, and goes with the member`()
    async throws
  {
    let house = try await House()
    try await house.open { visitor in
      let body = #"{"address":"far@example.org","events":["verdict.changed"]}"#
      let set = try await put(visitor, "farah", body, as: "farah")
      #expect(set.status == 200 && set.json["address"] as? String == "far@example.org")
      for who in ["farah", "tomas"] {
        let read = try await visitor.get("/v1/members/farah/mail", as: who)
        #expect(read.json["address"] as? String == "far@example.org", "\(read.text)")
      }
      for who in ["bo", "ines"] {
        #expect(try await visitor.get("/v1/members/farah/mail", as: who).status == 403)
        #expect(try await put(visitor, "farah", body, as: who).status == 403)
      }
      // A steward who could set it would be anybody by a link sent there.
      #expect(try await put(visitor, "farah", body, as: "tomas").status == 403)
      for wrong in [
        #"{"address":"nowhere"}"#, #"{"address":"a@b.example\r\nBcc: c@d.example"}"#,
        #"{"address":"a@b.example","events":["assignment.offered"]}"#,
        #"{"events":["verdict.changed"]}"#, #"{"address":"a@b.example","events":["webhook.test"]}"#,
      ] {
        #expect(try await put(visitor, "farah", wrong, as: "farah").status == 422, "\(wrong)")
      }
      #expect(try await visitor.get("/v1/webhooks", as: "farah").json["items"] as? [String] == [])
      let all = try await visitor.get("/v1/ledger/history", as: "ines")
      #expect(!all.text.contains("far@example.org"))
      let ways = try await visitor.get("/v1/ledger/history?kind=signInWaysSet", as: "ines")
      #expect((ways.json["items"] as? [Any])?.count == 1)
      #expect(ways.text.contains("added 1 e-mail address") && ways.text.contains("(token)"))
      // The same address with other events is no other way in.
      _ = try await put(visitor, "farah", #"{"address":"far@example.org"}"#, as: "farah")
      let still = try await visitor.get("/v1/ledger/history?kind=signInWaysSet", as: "ines")
      #expect((still.json["items"] as? [Any])?.count == 1)
      #expect(try await put(visitor, "farah", "{}", as: "tomas").json["address"] == nil)
      _ = try await put(visitor, "farah", body, as: "farah")
      _ = try await visitor.send(
        .put, "/v1/members/farah/roles", as: "tomas",
        header: ["Content-Type": "application/json"], body: Array(#"{"roles":[]}"#.utf8))
      #expect(try await house.desk.notifyBook.subscriptions(of: nil).isEmpty)
      for number in 1...2 {
        let other = #"{"address":"bo\#(number)@example.org"}"#
        #expect(try await put(visitor, "bo", other, as: "bo").status == 200)
        #expect(try await house.desk.notifyBook.subscriptions(of: nil).count == 1)
      }
    }
  }

  @Test func `a link is for whoever has the address, once, and for nobody else`() async throws {
    let house = try await House()
    try await house.open { visitor in
      for handle in ["farah", "bo"] {
        _ = try await put(visitor, handle, #"{"address":"Home@Example.org"}"#, as: handle)
      }
      let site = "https://witan.example"
      let nobody = try await house.desk.signInMail(to: MailAddress("x@example.org"), site: site)
      #expect(nobody == nil)
      let found = try await house.desk.signInMail(to: MailAddress("home@example.org"), site: site)
      let mail = try #require(found)
      let codes = mail.text.matches(of: #/https://witan\.example/sign-in/(wl_[0-9a-z]{32})\n/#)
      #expect(codes.count == 2, "\(mail.text)")
      let code = String(try #require(codes.first).output.1)
      #expect(try await visitor.submit("/sign-in/\(code)", as: nil, []).status == 303)
      #expect(try await visitor.submit("/sign-in/\(code)", as: nil, []).status == 404)
      let links = try await house.desk.archive.read { shelf in
        try shelf.entries(0..<shelf.ledgerSize()).map { try Entry(bytes: $0).event.kind }
      }
      #expect(links.filter { $0 == "signInLinkMade" }.count == 2, "each link is recorded")
    }
  }

  @Test func `whoever asks for a link is answered the same, known or not, and at most so often`()
    async throws
  {
    let house = try await House()
    let asked = Asked()
    var logger = Logger(label: "t")
    logger.logLevel = .critical
    let app = try Server(
      desk: house.desk, host: "127.0.0.1", port: 0, logger: logger, limits: .none, links: asked
    ).application()
    try await app.test(.router) { client in
      let visitor = Visitor(client: client, tokens: house.tokens)
      _ = try await put(visitor, "farah", #"{"address":"far@example.org"}"#, as: "farah")
      func ask(_ address: String) async throws -> Visitor.Answer {
        try await visitor.submit("/send-link", as: nil, [.text("address", address)])
      }
      let known = try await ask("far@example.org")
      let unknown = try await ask(" nobody@example.org ")
      #expect(known.status == 200 && known.bytes == unknown.bytes)
      #expect(asked.all == ["far@example.org", "nobody@example.org"])
      let other = try await visitor.post(
        "/send-link", form: [.text("address", "far@example.org")],
        header: ["Sec-Fetch-Site": "cross-site"])
      #expect(other.status == 403)
      #expect(try await ask("a@b.example\r\nBcc: c@d.example").status == 422)
      var last = known
      for _ in 0..<Limits.linksAnHour { last = try await ask("far@example.org") }
      #expect(last.status == 429 && last["Retry-After"] != nil)
      #expect(asked.all.count <= Limits.linksAnHour)
    }
  }

  @Test func `one's address is set on the page of one's account`() async throws {
    let house = try await House()
    var logger = Logger(label: "t")
    logger.logLevel = .critical
    let app = try Server(
      desk: house.desk, host: "127.0.0.1", port: 0, logger: logger, limits: .none, links: Asked()
    ).application()
    try await app.test(.router) { client in
      let visitor = Visitor(client: client, tokens: house.tokens)
      let before = try await visitor.look("/account", as: "farah").text
      #expect(before.contains("event-verdict.changed") && !before.contains("event-assignment"))
      let set = try await visitor.submit(
        "/account/mail", as: "farah",
        [.text("address", "far@example.org"), .text("event-verdict.recalled", "yes")])
      #expect(set.status == 303 && set["Location"] == "/account", "\(set.text)")
      let sheet = try await visitor.get("/v1/members/farah/mail", as: "farah").json
      #expect(sheet["events"] as? [String] == ["verdict.recalled"])
      let after = try await visitor.look("/account", as: "farah").text
      #expect(after.contains("value=\"far@example.org\""))
      #expect(after.contains("name=\"event-verdict.recalled\" value=\"yes\" checked"))
      _ = try await visitor.submit("/account/mail", as: "farah", [.text("address", "")])
      #expect(
        try await visitor.get("/v1/members/farah/mail", as: "farah").json["address"] == nil)
    }
  }

  @Test func `without a mail server there is no such form`() async throws {
    try await House().open { visitor in
      let answer = try await visitor.submit(
        "/send-link", as: nil, [.text("address", "a@b.example")])
      #expect(answer.status == 404)
      #expect(!(try await visitor.get("/").text.contains("send-link")))
    }
  }
}
