import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Accounts in a browser` {
  /// What a browser sends with the forms of our own pages.
  private func header(_ cookie: String?, https: Bool = false) -> [String: String] {
    var header = ["Sec-Fetch-Site": "same-origin", "Accept": "text/html", "User-Agent": "Firefox"]
    header["Cookie"] = cookie
    if https { header["X-Forwarded-Proto"] = "https" }
    return header
  }

  /// The cookie that an answer sets, as it is sent back.
  private func cookie(_ answer: Visitor.Answer) throws -> String {
    let field = try #require(answer["Set-Cookie"], "\(answer.status) \(answer.text)")
    return String(field.prefix { $0 != ";" })
  }

  @Test func `a session is for scripts and other sites out of reach, and ends with sign-out`()
    async throws
  {
    try await House().open { visitor in
      let token = try #require(visitor.tokens["farah"])
      let signed = try await visitor.submit("/sign-in", as: nil, [.text("token", token)])
      let field = try #require(signed["Set-Cookie"])
      #expect(
        field.wholeMatch(
          of: #/witan=ws_[0-9a-z]{32}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000/#) != nil)
      let cookie = try cookie(signed)
      #expect(try await visitor.get("/v1/me", header: ["Cookie": cookie]).status == 200)
      #expect(try await visitor.get("/v1/me", header: ["Cookie": "witan=\(token)"]).status == 401)
      let out = try await visitor.post("/sign-out", form: [], header: header(cookie))
      #expect(out.status == 303 && out["Set-Cookie"]?.contains("Max-Age=0") == true)
      #expect(try await visitor.get("/v1/me", header: ["Cookie": cookie]).status == 401)
    }
  }

  @Test func `behind TLS the cookie is for TLS and this host alone`() async throws {
    try await House().open { visitor in
      let token = try #require(visitor.tokens["farah"])
      let signed = try await visitor.post(
        "/sign-in", form: [.text("token", token)], header: header(nil, https: true))
      let field = try #require(signed["Set-Cookie"])
      #expect(field.hasPrefix("__Host-witan=ws_") && field.hasSuffix("; Secure"))
      let cookie = try cookie(signed)
      let tls = ["X-Forwarded-Proto": "https", "Cookie": cookie]
      #expect(try await visitor.get("/v1/me", header: tls).status == 200)
      // What a neighbour of the domain, or somebody on the wire, could have set is not looked at.
      let plain = cookie.replacing("__Host-", with: "")
      #expect(
        try await visitor.get(
          "/v1/me", header: ["X-Forwarded-Proto": "https", "Cookie": plain]
        ).status == 401)
    }
  }

  @Test func `signing in anew gives a new secret and ends the old session`() async throws {
    try await House().open { visitor in
      let token = try #require(visitor.tokens["bo"])
      let old = visitor.cookie("farah")
      let signed = try await visitor.post(
        "/sign-in", form: [.text("token", token)], header: header(old))
      let new = try cookie(signed)
      #expect(new != old)
      #expect(try await visitor.get("/v1/me", header: ["Cookie": old]).status == 401)
      #expect(
        try await visitor.get("/v1/me", header: ["Cookie": new]).json["handle"] as? String == "bo")
    }
  }

  @Test(arguments: ["/", "/account"])
  func `a page brings the next secret each hour, the API never`(path: String) async throws {
    let house = try await House()
    try await house.open { visitor in
      let old = visitor.cookie("farah")
      #expect(try await visitor.get(path, header: header(old))["Set-Cookie"] == nil)
      house.told.advance(seconds: 3_600)
      #expect(try await visitor.get("/v1/me", header: ["Cookie": old])["Set-Cookie"] == nil)
      let page = try await visitor.get(path, header: header(old))
      let new = try cookie(page)
      #expect(new != old && page.status == 200)
      #expect(try await visitor.get("/v1/me", header: ["Cookie": old]).status == 200)
      #expect(try await visitor.get("/v1/me", header: ["Cookie": new]).status == 200)
      house.told.advance(seconds: 61)
      #expect(try await visitor.get("/v1/me", header: ["Cookie": old]).status == 401)
      #expect(
        try await visitor.get("/v1/me", header: ["Cookie": new]).status == 401, "it was copied")
    }
  }

  @Test func `a session unused for a week is over`() async throws {
    let house = try await House()
    try await house.open { visitor in
      house.told.advance(seconds: WebSession.idleSeconds)
      let page = try await visitor.look("/account", as: "farah")
      #expect(page.status == 401)
    }
  }

  @Test func `looking at a link does not use it up, many forms at once sign in once`() async throws
  {
    let house = try await House()
    try await house.open(.live) { visitor in
      let made = try await visitor.post("/v1/sign-in-links", as: "tomas", #"{"member":"bo"}"#)
      #expect(made.status == 201, "\(made.text)")
      let path = try #require(made.json["path"] as? String)
      for _ in 0..<3 {
        let page = try await visitor.look(path, as: nil)
        #expect(page.status == 200 && page.text.contains("Sign in here"))
        #expect(page["Set-Cookie"] == nil)
      }
      let foreign = try await visitor.post(
        path, form: [], header: ["Sec-Fetch-Site": "cross-site"])
      #expect(foreign.status == 403)
      let answers = try await withThrowingTaskGroup(of: Visitor.Answer.self) { group in
        for _ in 0..<40 { group.addTask { try await visitor.submit(path, as: nil, []) } }
        return try await group.reduce(into: [Visitor.Answer]()) { $0.append($1) }
      }
      let entered = answers.filter { $0.status == 303 }
      #expect(entered.count == 1 && answers.allSatisfy { $0.status == 303 || $0.status == 404 })
      let cookie = try cookie(try #require(entered.first))
      let me = try await visitor.get("/v1/me", header: ["Cookie": cookie])
      #expect(me.json["handle"] as? String == "bo")
    }
  }

  @Test func `an invitation is made, opened and used by pages alone`() async throws {
    let house = try await House()
    try await house.open(.live) { visitor in
      #expect(try await visitor.look("/invitations", as: "farah").status == 403)
      let made = try await visitor.submit(
        "/invitations", as: "tomas",
        [.text("role-expert", "yes"), .text("subject-snakes", "yes"), .text("days", "3")])
      let link = try #require(made.text.firstMatch(of: #/http://[^<]*(/join/wi_[0-9a-z]{32})/#))
      let path = String(link.output.1)
      let page = try await visitor.look(path, as: nil)
      #expect(page.text.contains("tomas invites you to be: <b>expert</b>"))
      let fields: [Field] = [
        .text("handle", "amina"), .text("name", "Amina"), .text("home", "in-ka"), .text("zone", ""),
      ]
      let taken = try await visitor.submit(
        path, as: nil, [.text("handle", "farah"), .text("name", "x")])
      #expect(taken.status == 409)
      let answers = try await withThrowingTaskGroup(of: Visitor.Answer.self) { group in
        for _ in 0..<20 { group.addTask { try await visitor.submit(path, as: nil, fields) } }
        return try await group.reduce(into: [Visitor.Answer]()) { $0.append($1) }
      }
      let joined = answers.filter { $0.status == 303 }
      try #require(joined.count == 1, "\(answers.map(\.status))")
      let home = try await visitor.get("/", header: header(try cookie(joined[0])))
      #expect(home.text.contains("Waiting for you") && home.text.contains("Amina"))
      #expect(try await visitor.look(path, as: nil).status == 404)
      let list = try await visitor.look("/invitations", as: "tomas")
      #expect(list.text.contains("amina came by it") && !list.text.contains("wi_"))
    }
  }

  @Test(arguments: ["https://witan.example", "https://witan.example/"])
  func `an invitation's link leads where people reach the server, whatever host was asked`(
    site: String
  ) async throws {
    try await House().open(site: site) { visitor in
      let made = try await visitor.submit(
        "/invitations", as: "tomas", [.text("role-asker", "yes"), .text("days", "3")])
      #expect(made.text.contains(#/https://witan\.example/join/wi_[0-9a-z]{32}/#), "\(made.text)")
      #expect(!made.text.contains("http://"))
    }
  }

  @Test func `the account shows and ends sessions and tokens`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let link = try await visitor.post("/v1/sign-in-links", as: "tomas", #"{"member":"farah"}"#)
      let token = try #require(visitor.tokens["farah"])
      let other = try cookie(
        try await visitor.submit("/sign-in", as: nil, [.text("token", token)]))
      let page = try await visitor.look("/account", as: "farah")
      #expect(page.text.contains("this one") && page.text.contains("End all others"))
      let ended = try await visitor.submit(
        "/account/sessions/end", as: "farah", [.text("id", "others")])
      #expect(ended.status == 303)
      #expect(try await visitor.get("/v1/me", header: ["Cookie": other]).status == 401)
      let path = try #require(link.json["path"] as? String, "\(link.text)")
      #expect(try await visitor.submit(path, as: nil, []).status == 404, "a link began another")
      let made = try await visitor.submit(
        "/account/tokens", as: "farah",
        [.text("label", "<b>phone"), .text("days", "9"), .text("scope-read", "yes")])
      let new = try #require(made.text.firstMatch(of: #/wt_[0-9a-z]{32}/#)).output
      #expect(made["Cache-Control"] == "no-store" && made.text.contains("&lt;b&gt;phone"))
      #expect(try await visitor.get("/v1/me", as: String(new)).status == 200)
      let id = try #require(
        made.text.firstMatch(of: #/tokens/(t-[0-9a-f]{16})/revoke/#)
      ).output.1
      _ = try await visitor.submit("/account/tokens/\(id)/revoke", as: "farah", [])
      let gone = try await visitor.look("/account", as: "farah").text
      #expect(!gone.contains("wt_\(new.dropFirst(3))"))
      for path in ["/account/sessions/end", "/account/tokens"] {
        let bad = try await visitor.submit(path, as: "farah", [.text("days", "x")])
        #expect(bad.status >= 400 && bad.status < 500, "\(path): \(bad.status)")
      }
    }
  }

  @Test func `through the API sessions are listed and ended`() async throws {
    try await House().open { visitor in
      let mine = try await visitor.get(
        "/v1/sessions", header: ["Cookie": visitor.cookie("farah")])
      let items = try #require(mine.json["items"] as? [[String: Any]])
      #expect(items.count == 1 && items[0]["isCurrent"] as? Bool == true)
      #expect(!mine.text.contains("ws_"))
      let stranger = try await visitor.post(
        "/v1/sessions/end", as: "bo", #"{"session":"s-farah"}"#)
      #expect(stranger.status == 404)
      let all = try await visitor.post("/v1/sessions/end", as: "farah")
      #expect(all.json["ended"] as? Int == 1)
      #expect(try await visitor.look("/account", as: "farah").status == 401)
    }
  }

  @Test(arguments: [
    ("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox on Android"),
    (
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604",
      "Safari on iPhone"
    ),
    ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
    ("curl/8.0", "A browser"), ("", "A browser"),
  ])
  func `a browser is named by what people call it`(agent: String, words: String) {
    #expect(DeviceName.words(agent) == words)
  }
}
