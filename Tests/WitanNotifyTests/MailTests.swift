import Foundation
import Testing
import Witan

@testable import WitanNotify

@Suite struct `Messages by e-mail` {
  private func address(_ text: String) throws -> MailAddress { try MailAddress(text) }

  @Test func `are fields, an empty line, and lines of base64`() throws {
    let mail = Mail(
      to: try address("asha@example.org"),
      subject: "Grüße an die Nattern und Ottern im Lande, viele",
      text: "One\n.\nBcc: eve@evil.example\n")
    let bytes = mail.wire(
      from: try address("witan@snakes.example"), at: Instant(milliseconds: 1_767_225_600_000),
      id: "n-1")
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.components(separatedBy: "\r\n\r\n")
    #expect(parts.count == 2 && !text.replacing("\r\n", with: "").contains("\n"))
    #expect(text.utf8.allSatisfy { $0 < 128 })
    #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 })
    #expect(parts[0].hasPrefix("Date: Thu, 01 Jan 2026 00:00:00 +0000\r\nFrom: <witan@snakes"))
    #expect(parts[0].contains("\r\nMessage-ID: <n-1@snakes.example>\r\n"))
    let body = try #require(Data(base64Encoded: parts[1].replacing("\r\n", with: "")))
    #expect(String(decoding: body, as: UTF8.self) == "One\r\n.\r\nBcc: eve@evil.example\r\n")
  }

  @Test func `want TLS of every server but this machine's own`() throws {
    func told(_ url: String) throws -> String {
      try MailServer(url: url, sender: "a@b.example", user: "u", password: "p\"\\w")
        .configuration(message: "m", to: address("c@d.example"))
    }
    let far = try told("smtp://mail.example")
    #expect(far.contains("url = \"smtp://mail.example:587/b.example\"\n"))
    #expect(far.contains("\nssl-reqd\n") && !far.contains("\nssl\n"))
    #expect(far.contains(#"user = "u:p\"\\w""#))
    #expect(try told("smtps://mail.example").contains("smtps://mail.example:465/"))
    #expect(try told("smtp://127.0.0.1:2525").contains("\nssl\n"))
  }

  @Test(arguments: [
    "http://mail.example", "mail.example", "smtp://", "smtp://u:p@mail.example",
    "smtp://mail.example/path", "smtp://mail.example?x", "smtp://mail.example#x",
    "file:///etc/passwd",
  ])
  func `are submitted to mail servers alone`(url: String) {
    #expect(throws: Refusal.self) {
      try MailServer(url: url, sender: "a@b.example", user: nil, password: nil)
    }
  }

  @Test func `need both a user and a password, of one line each`() {
    let pairs: [(String?, String?)] = [("u", nil), (nil, "p"), ("u", "p\nurl = x"), ("", "p")]
    for (user, password) in pairs {
      #expect(throws: Refusal.self) {
        try MailServer(
          url: "smtp://mail.example", sender: "a@b.example", user: user, password: password)
      }
    }
  }
}
