import Foundation
import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Forms as calls` {
  private static let small = FormShape(
    texts: ["text", "place"], lists: ["option": "options"], file: "photo", fileCount: 2,
    fileLimitBytes: 10)

  private func read(_ fields: [Field], leastSpooled: Int = 99) throws -> FormReader {
    var reader = FormReader(
      boundary: Field.boundary, shape: Self.small, leastSpooled: leastSpooled)
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
    #expect(try form.files.map { try $0.content.bytes() } == [[1, 2]])
    #expect(form.fields["text"] == "é \"q\"")
  }

  @Test func `files that do not stay in memory are the same`() throws {
    for least in 1...11 {
      let files: [[UInt8]] = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [11, 12, 13]]
      let form = try read(files.map { .file("photo", $0) }, leastSpooled: least)
      #expect(try form.files.map { try $0.content.bytes() } == files, "\(least)")
      #expect(try form.files[0].content.prefix(3) == [1, 2, 3])
      #expect(try form.files[1].content.prefix(9) == [11, 12, 13])
    }
    let spool = try Spool()
    let large = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    for start in stride(from: 0, to: large.count, by: 90_001) {
      try spool.append(Array(large[start..<min(start + 90_001, large.count)]))
    }
    var read: [UInt8] = []
    try spool.upload(from: 5).forEachPiece { read += $0 }
    #expect(read == Array(large.dropFirst(5)))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: FileManager.default.temporaryDirectory.path)
    #expect(!names.contains { $0.hasPrefix("witan-form-") }, "it has no name")
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
