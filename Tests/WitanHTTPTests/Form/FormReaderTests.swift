import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Forms as calls` {
  private static let small = FormShape(
    texts: ["text", "place"], lists: ["option": "options"], file: "photo", fileCount: 2,
    fileLimitBytes: 10)

  private func read(_ fields: [Field]) throws -> FormReader {
    var reader = FormReader(boundary: Field.boundary, shape: Self.small)
    try reader.feed(Field.body(fields)[...])
    try reader.finish()
    return reader
  }

  @Test func `fields become the JSON of a call, files its files`() throws {
    let form = try read([
      .text("text", "é \"q\""), .text("option", "b"), .file("photo", [1, 2]),
      .text("option", "a"), .text("place", ""),
    ])
    #expect(
      String(decoding: try form.body(), as: UTF8.self)
        == #"{"options":["b","a"],"text":"é \"q\""}"#)
    #expect(form.files.map(\.bytes) == [[1, 2]])
    #expect(form.fields["text"] == "é \"q\"")
  }

  @Test func `a file field left alone is no file, an empty file is one`() throws {
    #expect(try read([.file("photo", [], called: "")]).files.isEmpty)
    #expect(try read([.file("photo", [], called: "a.jpg")]).files.count == 1)
  }

  @Test func `what goes beyond the shape is refused`() {
    let cases: [(String, [Field], Refusal)] = [
      ("unknown", [.text("x", "y")], .invalid(field: "x", reason: "this form has no such field")),
      (
        "twice", [.text("text", "a"), .text("text", "b")],
        .invalid(field: "text", reason: "it comes twice")
      ),
      (
        "large", [.file("photo", [UInt8](repeating: 1, count: 11))],
        .tooLarge(field: "photo", limitBytes: 10)
      ),
      (
        "many", [.file("photo", [1]), .file("photo", [1]), .file("photo", [1])],
        .invalid(field: "photo", reason: "at most 2 of them")
      ),
      (
        "long", [.text("text", String(repeating: "a", count: 65_537))],
        .tooLarge(field: "text", limitBytes: 65_536)
      ),
      (
        "bytes", [Field(head: Field.text("text", "").head, content: [0xC3, 0x28])],
        .invalid(field: "text", reason: "it is no UTF-8")
      ),
    ]
    for (name, fields, refusal) in cases {
      #expect(throws: refusal, "\(name)") { try read(fields) }
    }
  }
}
