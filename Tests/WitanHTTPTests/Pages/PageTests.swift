import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `The web pages` {
  @Test func `whoever is not signed in is asked to, and comes back to where they were`()
    async throws
  {
    try await House().open { visitor in
      #expect(try await visitor.look("/", as: nil).text.contains("Your token"))
      let page = try await visitor.look("/q/q-1", as: nil)
      #expect(page.status == 401 && page.text.contains(#"name="next" value="/q/q-1""#))
      let token = try #require(visitor.tokens["farah"])
      let signed = try await visitor.submit(
        "/sign-in", as: nil, [.text("token", " \(token) "), .text("next", "/q/q-1")])
      #expect(signed.status == 303 && signed["Location"] == "/q/q-1")
      let cookie = try #require(signed["Set-Cookie"])
      #expect(cookie.hasPrefix("witan=ws_") && !cookie.contains(token))
      let wrong = try await visitor.submit("/sign-in", as: nil, [.text("token", "wt_no")])
      #expect(wrong.status == 401 && wrong["Set-Cookie"] == nil)
      let out = try await visitor.submit("/sign-out", as: "farah", [])
      #expect(out.status == 303 && out["Set-Cookie"]?.contains("Max-Age=0") == true)
    }
  }

  @Test(arguments: [
    "https://evil.example", "//evil.example", "/\\evil.example", "/q/\r\nX: y", "/v1/me", "",
  ])
  func `nobody is sent elsewhere after signing in`(_ next: String) {
    #expect(Pages.ownPath(next) == "/")
  }

  @Test func `forms of other sites are refused`() async throws {
    try await House().open { visitor in
      for path in ["/ask", "/sign-in", "/sign-out", "/q/q-1/answer", "/queue/take"] {
        let answer = try await visitor.post(
          path, form: [.text("x", "y")],
          header: [
            "Cookie": visitor.cookie("farah"), "Sec-Fetch-Site": "cross-site",
          ])
        #expect(answer.status == 403 && answer.text.contains("cross-site"), "\(path)")
      }
    }
  }

  @Test func `a question is asked, answered and read by pages alone`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let home = try await visitor.look("/", as: "farah")
      #expect(home.text.contains(#"<option value="snakes">Snakes</option>"#))
      let asked = try await visitor.submit(
        "/ask", as: "farah",
        [
          .text("subject", "snakes"), .text("text", "What <b>snake</b>?"), .text("place", ""),
          .text("urgency", "emergency"), .file("photo", tinyPhoto), .text("choices", ""),
        ])
      #expect(asked.status == 303, "\(asked.text)")
      let path = try #require(asked["Location"])
      let waiting = try await visitor.look(path, as: "farah")
      #expect(waiting.text.contains(#"http-equiv="refresh" content="3""#))
      #expect(waiting.text.contains("What &lt;b&gt;snake&lt;/b&gt;?"))
      #expect(waiting.text.contains("/photos/"))
      let id = String(path.dropFirst(3))
      try await answerAll(id, visitor, house)
      let verdict = try await visitor.look(path, as: "farah")
      #expect(verdict.text.contains("Treat as DANGEROUS"))
      #expect(verdict.text.contains("Russell&#39;s Viper"))
      #expect(verdict.text.contains("\u{A0}%") && verdict.text.contains(" bits"))
      #expect(!verdict.text.contains("http-equiv=\"refresh\""))
      #expect(!verdict.text.contains("/history"))
      let audit = try await visitor.look(path, as: "ines")
      #expect(audit.text.contains("\(path)/history"))
      let history = try await visitor.look("\(path)/history", as: "ines")
      #expect(history.status == 200 && history.text.contains("leaf "))
      #expect(try await visitor.look("\(path)/history", as: "farah").status == 403)
    }
  }

  private func answerAll(_ id: String, _ visitor: Visitor, _ house: House) async throws {
    for _ in 0..<10 {
      for expert in try await visitor.asked(id) {
        let page = try await visitor.look("/q/\(id)", as: expert)
        #expect(page.text.contains("/q/\(id)/answer") && !page.text.contains("http-equiv"))
        #expect(try await visitor.submit("/q/\(id)/take", as: expert, []).status == 303)
        let answer = try await visitor.submit(
          "/q/\(id)/answer", as: expert,
          [.text("taxon", "russell's viper"), .text("confidence", "sure"), .text("note", "")])
        #expect(answer.status == 303, "\(answer.text)")
        let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
        if sheet.json["phase"] as? String == "settled" { return }
      }
      house.told.advance(seconds: 41)
      _ = try await house.desk.tick()
    }
  }

  @Test func `can't tell, passing on, choices of one's own`() async throws {
    try await House().open { visitor in
      let asked = try await visitor.submit(
        "/ask", as: "farah",
        [
          .text("subject", "workshop"), .text("text", "Which?"), .text("urgency", "today"),
          .text("choices", "repair\r\n\r\n replace \r\n"),
        ])
      let path = try #require(asked["Location"], "\(asked.text)")
      let experts = try await visitor.asked(String(path.dropFirst(3)))
      let page = try await visitor.look(path, as: experts[0])
      #expect(page.text.contains(#"value="replace""#))
      #expect(
        try await visitor.submit("\(path)/answer", as: experts[0], [.text("cannotTell", "yes")])
          .status == 303)
      #expect(try await visitor.submit("\(path)/answer", as: experts[1], []).status == 422)
      let passed = try await visitor.submit(
        "\(path)/pass", as: experts[1], [.text("reason", "no-time")])
      #expect(passed.status == 303 && passed["Location"] == "/")
      #expect(try await visitor.submit("/queue/take", as: experts[1], []).status == 404)
    }
  }

  @Test func `refusals are pages for people and problems for programs`() async throws {
    try await House().open { visitor in
      let page = try await visitor.look("/q/q-none", as: "farah")
      #expect(page.status == 404 && page.text.contains("There is no question"))
      #expect(page["Content-Type"]?.hasPrefix("text/html") == true)
      #expect(try await visitor.look("/nowhere", as: nil).text.contains("<h1>Not found</h1>"))
      #expect(try await visitor.get("/nowhere").code == "no-such-path")
    }
  }

  @Test func `hostile text stays text, whatever accents it wears`() throws {
    let text = PageText()
    #expect(text.escapeText("<a href='x'>&\"") == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;")
    // With a combining accent the quote is another character to Swift, and none to a browser.
    #expect(
      text.escapeText("\"\u{301} x=\u{200D}<\u{301}") == "&quot;\u{301} x=\u{200D}&lt;\u{301}")
    let pages = try Pages()
    let page = pages.signIn(next: "\"\u{301}>", message: "<\u{301}script>")
    let html = String(decoding: page.body, as: UTF8.self).unicodeScalars
    #expect(String(html).contains("value=\"&quot;\u{301}&gt;\""))
    #expect(String(html).contains("&lt;\u{301}script&gt;"))
  }
}
