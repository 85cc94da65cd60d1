import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Reading forms` {
  /// What a reader told, contents joined.
  enum Told: Equatable {
    case part(String, String?, [UInt8])
  }

  private func read(
    _ body: [UInt8], boundary: String = "b", chunks: [Int] = [], partLimit: Int = 9
  ) throws -> [Told] {
    var reader = MultipartReader(boundary: boundary, partLimit: partLimit)
    var told: [Told] = []
    var open: (PartHead, [UInt8])?
    let ends = chunks + [body.count]
    var start = 0
    for end in ends {
      try reader.feed(body[start..<end]) { event in
        switch event {
        case .head(let head): open = (head, [])
        case .content(let bytes): open?.1 += bytes
        case .end:
          if let (head, content) = open { told.append(.part(head.name, head.fileName, content)) }
          open = nil
        }
      }
      start = end
    }
    try reader.finish()
    return told
  }

  private func bytes(_ text: String) -> [UInt8] {
    Array(text.replacing("\n", with: "\r\n").utf8)
  }

  private var sample: [UInt8] {
    bytes(
      """
      --b
      Content-Disposition: form-data; name="text"

      What is it?
      --b
      content-disposition: form-data; name="photo"; filename="a.jpg"
      Content-Type: image/jpeg

      """) + [13, 10, 13, 13, 10, 45, 45, 0, 255, 13, 10, 45, 45, 97] + bytes("\n--b--\n")
  }

  private var expected: [Told] {
    [
      .part("text", nil, Array("What is it?".utf8)),
      .part("photo", "a.jpg", [13, 13, 10, 45, 45, 0, 255, 13, 10, 45, 45, 97]),
    ]
  }

  @Test func `a form reads the same wherever it is cut in two`() throws {
    for cut in 0...sample.count {
      #expect(try read(sample, chunks: [cut]) == expected, "cut at \(cut)")
    }
  }

  @Test func `a form reads the same in three pieces and byte by byte`() throws {
    for first in stride(from: 0, to: sample.count, by: 3) {
      for second in first...sample.count {
        #expect(try read(sample, chunks: [first, second]) == expected)
      }
    }
    #expect(try read(sample, chunks: Array(0...sample.count)) == expected)
  }

  @Test func `content may look like boundaries`() throws {
    for content in ["--hello", "\r\n--", "\r\n-", "\r", "\n--b", "-", "", "\r\r\n--x", "--a\r\n"] {
      let head = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
      let body = Array("\(head)\(content)\r\n--b--".utf8)
      for cut in 0...body.count {
        let told = try read(body, chunks: [cut])
        #expect(told == [.part("a", nil, Array(content.utf8))], "\(content.debugDescription)")
      }
    }
  }

  @Test func `what stands before the first and after the last boundary is passed over`() throws {
    let body = bytes("before\n") + sample + bytes("after --b\n--b\n")
    #expect(try read(body) == expected)
  }

  @Test func `blanks may follow a boundary, and a part may have no content at all`() throws {
    let head = "Content-Disposition: form-data; name=\"a\"\r\n\r\n"
    #expect(
      try read(Array("--b \t\r\n\(head)--b--".utf8)) == [.part("a", nil, [])])
  }

  @Test(
    arguments: [
      "", "--b", "--b--x-", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
      "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b", "--b-\r\n--b--",
      "--bx\r\n\r\n\r\n--b--", "--b\n\n--b--", "--b\r\r\n--b--",
    ].filter { $0 != "--b--x-" })
  func `a form that is cut short or runs on is refused`(_ text: String) {
    #expect(throws: Refusal.self) { try read(Array(text.utf8)) }
  }

  @Test(arguments: [
    "\r\n", "Content-Type: text/plain\r\n\r\n",
    "Content-Disposition: attachment; name=\"a\"\r\n\r\n",
    "Content-Disposition: form-data\r\n\r\n", "Content-Disposition: form-data; name=\"\"\r\n\r\n",
    "Content-Disposition: form-data; name=\"a\r\n\r\n",
    "Content-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n",
    "Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\n",
    "Content-Disposition: form-data;\r\n name=\"a\"\r\n\r\n", "no colon\r\n\r\n",
    "Content-Disposition: form-data; name=\"a\u{0}\"\r\n\r\n",
    "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\n",
    "Content-Disposition: form-data; name=\"\(String(repeating: "a", count: 101))\"\r\n\r\n",
    "X: \(String(repeating: "a", count: 5_000))\r\n\r\n",
    "Content-Disposition: form-data; name=\"a\"\nX: y\r\n\r\n",
  ])
  func `a malformed head is refused`(_ head: String) {
    let body = Array("--b\r\n\(head)content\r\n--b--\r\n".utf8)
    #expect(throws: Refusal.self) { try read(body) }
    #expect(throws: Refusal.self) { try read(body, chunks: Array(0...body.count)) }
  }

  @Test func `a head in no UTF-8 is refused`() {
    let body =
      bytes("--b\nContent-Disposition: form-data; name=\"") + [0xFF] + bytes("\"\n\n\n--b--")
    #expect(throws: Refusal.self) { try read(body) }
  }

  @Test func `too many parts are refused`() throws {
    let part = bytes("--b\nContent-Disposition: form-data; name=\"a\"\n\nx\n")
    let body = Array([part, part, part].joined()) + bytes("--b--")
    #expect(try read(body, partLimit: 3).count == 3)
    #expect(throws: Refusal.self) { try read(body, partLimit: 2) }
  }

  @Test func `boundaries are those of RFC 2046`() {
    #expect(Intake.isBoundary("----WebKitFormBoundary7MA4YWxkTrZu0gW"))
    for text in ["", "a ", "a\r\n", "ä", String(repeating: "a", count: 71), "a\"b", "a;b"] {
      #expect(!Intake.isBoundary(text), "\(text.debugDescription)")
    }
  }

  @Test func `header values are read with their parameters`() throws {
    let value = try #require(HeaderValue(" Form-Data ; name=\"a;\\\"b\\\\\" ; FileName=C.jpg;"))
    #expect(value.main == "form-data")
    #expect(value.parameters == ["name": "a;\"b\\", "filename": "C.jpg"])
    #expect(HeaderValue("a; b=\"C:\\tmp\\x\"")?.parameters == ["b": "C:\\tmp\\x"])
    for text in ["", ";", "a; b", "a; b=\"c", "a; b=1; B=2", "a; =1", "a; b=\"c\"d"] {
      #expect(HeaderValue(text) == nil, "\(text)")
    }
  }
}
