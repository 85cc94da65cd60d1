import Foundation
import Testing

@testable import WitanCLI

@Suite struct `Reading rows of a file` {
  /// The rows of a text, with their lines.
  private func rows(_ text: [UInt8]) throws -> [(line: Int, fields: [String])] {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "witan-rows-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text).write(to: file)
    var rows: [(Int, [String])] = []
    var reader = RowReader(path: file.path)
    try reader.forEachRow { rows.append(($0.line, $0.texts)) }
    return rows
  }

  @Test func `quotations, line ends, a mark and blank lines are as RFC 4180 has them`() throws {
    let text = "\u{FEFF}a,\"b\"\"c\"\r\n\r\n\"x\ny\",\"\"\n,\n\"q\",r,\"s,t\""
    let found = try rows(Array(text.utf8))
    #expect(found.map(\.line) == [1, 3, 5, 6])
    #expect(
      found.map(\.fields) == [["a", "b\"c"], ["x\ny", ""], ["", ""], ["q", "r", "s,t"]])
  }

  @Test(arguments: [
    ("a,b\nt,5\" disc\nt,6\" disc\n", 2, "a quotation mark stands within a field"),
    ("a,b\n\"a\"b,c\n", 2, "text follows a closed quotation"),
    ("a,b\n\"a\" ,c\n", 2, "text follows a closed quotation"),
    ("a,b\n\"x\ny\",c\r\nd,\"e\"\"\"f\n", 4, "text follows a closed quotation"),
    ("a,b\nc,d\re\n", 2, "a carriage return stands alone"),
    ("a,b\nc,d\r\"e\n", 2, "a carriage return stands alone"),
    ("a,b\nc,\"d\"\r\r\n", 2, "a carriage return stands alone"),
    ("a,b\r", 1, "a carriage return stands alone"),
  ])
  func `what could swallow rows is refused with its line`(
    text: String, line: Int, reason: String
  ) throws {
    do {
      let found = try rows(Array(text.utf8))
      Issue.record("read as \(found)")
    } catch let failure as Failure {
      let sentence = failure.sentence ?? ""
      #expect(sentence.contains("line \(line): \(reason)"), "\(sentence)")
    }
  }

  @Test func `a quotation keeps returns and line feeds, and a mark may stand before it`() throws {
    let found = try rows(Array("\u{FEFF}\"a\",b\r\n\"c\rd\",\"e\r\n\"\r\n".utf8))
    #expect(found.map(\.fields) == [["a", "b"], ["c\rd", "e\r\n"]])
    #expect(try rows(Array("\u{FEFF}".utf8)).isEmpty)
  }

  @Test func `rows that lie across what is read at a time come whole`() throws {
    // Rows of all lengths, some quoted, in several times the bytes that are held.
    var text = ""
    var expected: [[String]] = []
    for number in 0..<40_000 {
      let long = String(repeating: "é\(number)", count: number % 37)
      let isQuoted = number % 3 == 0
      expected.append(["\(number)", isQuoted ? "\(long),\"\n" : long])
      text += isQuoted ? "\(number),\"\(long),\"\"\n\"\n" : "\(number),\(long)\n"
    }
    #expect(text.utf8.count > 3 * RowReader.longestRow)
    let found = try rows(Array(text.utf8))
    #expect(found.map(\.fields) == expected)
    let above = expected.dropLast().reduce(0) { $0 + ($1[1].contains("\n") ? 2 : 1) }
    #expect(found.last?.line == 1 + above)
  }

  @Test func `a row that is too long and bytes that are no text are refused`() throws {
    let long = [UInt8](repeating: 65, count: RowReader.longestRow + 1)
    #expect(throws: Failure.self) { try rows(long) }
    #expect(throws: Failure.self) { try rows(Array("a,b\n".utf8) + long + [10]) }
    let most = [UInt8](repeating: 65, count: RowReader.longestRow - 1)
    #expect(try rows(most + [10, 66]).map(\.fields).map { $0[0].utf8.count } == [most.count, 1])
    #expect(throws: Failure(.badInput, "", code: "")) {
      do {
        _ = try rows(Array("a,b\nc,".utf8) + [0xFF, 10])
      } catch let failure as Failure {
        #expect(failure.sentence?.hasSuffix("line 2: not UTF-8.") == true)
        throw Failure(.badInput, "", code: "")
      }
    }
  }

  @Test func `numbers are written with six decimals, and fields quoted where they must be`() {
    var sheet = RowWriter(["a", "b"])
    for number in [0, 1, 0.5, 1.0 / 3, 2e-7, 0.9999999, -0.25, 12.3456785] {
      sheet.add("x\"y")
      sheet.end(with: number)
    }
    let lines = String(decoding: sheet.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.first == "a,b")
    #expect(
      lines.dropFirst().map { $0.split(separator: ",")[1] } == [
        "0.000000", "1.000000", "0.500000", "0.333333", "0.000000", "1.000000", "-0.250000",
        "12.345679",
      ])
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("\"x\"\"y\",") })
  }

  @Test func `names are in the order of their bytes`() {
    let names = ["b", "", "a", "aaaaaaaab", "aaaaaaaaa", "aaaaaaaa", "é", "Z", "a\u{0}", "10", "9"]
    let order = NameOrder(names)
    let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(order.places.map { names[$0] } == sorted)
    #expect(names.indices.map { sorted[order.rank[$0]] } == names)
  }
}
