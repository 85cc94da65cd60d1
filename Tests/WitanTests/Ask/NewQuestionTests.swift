import Testing

@testable import Witan

@Suite struct NewQuestionTests {
  private let open = Subject(id: ID("workshop"), title: "Workshop", taxonomy: nil, taxa: 0)
  private let closed = Subject(id: ID("snakes"), title: "Snakes", taxonomy: "00", taxa: 5)

  @Test func `a text is kept without surrounding blanks, in one spelling`() throws {
    let new = NewQuestion(subject: "snakes", text: " \n cafe\u{301}\tok\nline \n", place: "")
    let checked = try new.checked(for: closed)
    #expect(Array(checked.text.utf8) == Array("caf\u{E9}\tok\nline".utf8))
    #expect(checked.place == nil && checked.options.isEmpty)
    let full = String(repeating: "x", count: 4_000)
    #expect(try NewQuestion(subject: "snakes", text: full).checked(for: closed).text == full)
    #expect(
      refusal { _ = try NewQuestion(subject: "snakes", text: full + "x").checked(for: closed) }
        == .tooLarge(field: "text", limitBytes: 4_000))
  }

  @Test func `options are kept in their order, from 2 to 64`() throws {
    for count in [0, 1, 2, 64, 65] {
      let options = (0..<count).map { " option \($0) " }
      let new = NewQuestion(subject: "workshop", text: "?", options: options)
      if (2...64).contains(count) {
        #expect(
          try new.checked(for: open).options == (0..<count).map { "option \($0)" })
      } else {
        #expect(refusal { _ = try new.checked(for: open) }?.sort == .invalid, "\(count)")
      }
    }
    #expect(
      refusal { _ = try NewQuestion.option("REPAIR  it", beside: ["repair it"]) }
        == .exists(kind: "option", name: "REPAIR  it"))
  }

  @Test func `a photo's kind is told by its first bytes`() {
    let webp = Array("RIFF".utf8) + [1, 2, 3, 4] + Array("WEBPVP8 ".utf8)
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]
    #expect(PhotoKind(content: [0xFF, 0xD8, 0xFF, 0xE0] as [UInt8]) == .jpeg)
    #expect(PhotoKind(content: png) == .png)
    #expect(PhotoKind(content: webp) == .webp)
    for bytes in [[], [0xFF, 0xD8], Array("GIF89a".utf8), Array(webp.prefix(11)), [0]] as [[UInt8]]
    {
      #expect(PhotoKind(content: bytes) == nil)
    }
    #expect(PhotoKind.allCases.map(\.fileExtension) == ["jpg", "png", "webp"])
  }
}
