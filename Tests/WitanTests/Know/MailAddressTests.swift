import Testing
import Witan

@Suite struct `E-mail addresses` {
  @Test(arguments: [
    "asha@example.org", "a.b+c@sub.example.org", "A_b'c@EXAMPLE.org", "x@a-b.example",
    "1@2.example",
  ])
  func `of people are taken as they are`(text: String) throws {
    #expect(try MailAddress(text).text == text)
  }

  @Test(arguments: [
    "", "asha", "@example.org", "asha@", "asha@example", "a@b@example.org", "asha@example..org",
    "asha@-example.org", "asha@example-.org", "asha@[127.0.0.1]", "\"a b\"@example.org",
    "asha@example.org\r\nBcc: eve@evil.example", "asha@example.org\nRCPT TO:<eve@evil.example>",
    "asha@example.org,eve@evil.example", "asha@example.org eve@evil.example", "<asha@example.org>",
    "asha@exämple.org", "äsha@example.org", "asha@example.org\0", "-oQ/tmp@example.org",
    "asha@example.org>", "Asha <asha@example.org>", "asha@example.org%0d%0aBcc:x@y.example",
    String(repeating: "a", count: 65) + "@example.org",
    "a@" + String(repeating: "a.", count: 130) + "example",
  ])
  func `in which something else hides are refused`(text: String) {
    #expect(throws: Refusal.self) { try MailAddress(text) }
  }

  @Test func `a subject has one line`() throws {
    let mail = Mail(
      to: try MailAddress("a@b.example"), subject: "Hello\r\nBcc: eve@evil.example", text: "")
    #expect(mail.subject == "Hello  Bcc: eve@evil.example")
  }
}
