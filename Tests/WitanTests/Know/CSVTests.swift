import Testing

@testable import Witan

@Suite struct CSVTests {
  private func rows(_ text: String) throws -> [[String]] {
    try CSV.rows(Array(text.utf8), limit: 1_000).map(\.fields)
  }

  @Test(arguments: [
    ("", [[String]]()), ("\n\n", []), ("a", [["a"]]), ("a\n", [["a"]]), ("a,b\n", [["a", "b"]]),
    ("a,\n", [["a", ""]]), (",\n", [["", ""]]), ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("\"a\",\"b\"\n", [["a", "b"]]), ("\"a,b\"\n", [["a,b"]]), ("\"a\"\"b\"\n", [["a\"b"]]),
    ("\"\"\"\"\n", [["\""]]), ("\"a\nb\",c\nd,e\n", [["a\nb", "c"], ["d", "e"]]),
    ("\"a\r\nb\"\n", [["a\r\nb"]]), ("\u{FEFF}a,b\n", [["a", "b"]]), ("a\n\nb\n", [["a"], ["b"]]),
    ("a,\"\"\n", [["a", ""]]), ("蛇,ثعابين\n", [["蛇", "ثعابين"]]), ("\"a\"", [["a"]]),
  ])
  func `known files are read`(text: String, expected: [[String]]) throws {
    #expect(try rows(text) == expected)
  }

  @Test func `each row knows the line on which it began`() throws {
    let text = "a\n\"b\nb\n\"\n\nc\r\n\"d\r\nd\"\ne"
    #expect(try CSV.rows(Array(text.utf8), limit: 1_000).map(\.line) == [1, 2, 6, 7, 9])
  }

  @Test(arguments: [
    ("\"a", 1), ("x\n\"a\n", 2), ("\"a\"b\n", 1), ("\"a\" ,b\n", 1), ("x\ny\n\"a\"\"\n", 3),
    ("a\rb\n", 1), ("x\n\"a\n\"b\n", 3),
  ])
  func `a broken row is refused with its line`(text: String, line: Int) {
    guard case .taxonomyFault(line, _)? = refusal({ _ = try rows(text) }) else {
      Issue.record("line \(line) expected: \(String(describing: refusal { _ = try rows(text) }))")
      return
    }
  }

  @Test func `bytes that are no UTF-8 and files too large are refused`() {
    for bytes: [UInt8] in [[0xFF], [0x61, 0xC3, 0x0A], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
      guard case .taxonomyFault(1, _)? = refusal({ _ = try CSV.rows(bytes, limit: 10) }) else {
        Issue.record("\(bytes) was taken")
        continue
      }
    }
    #expect(
      throws: Refusal.tooLarge(field: "taxonomy", limitBytes: 3)
    ) { try CSV.rows([97, 97, 97, 97], limit: 3) }
  }

  @Test func `whatever is written with quotes is read back`() throws {
    let seed: UInt64 = 23
    var chance = Chance(seed: seed)
    let letters = ["a", "\"", ",", "\n", "\r", "é", " ", ";"]
    for round in 0..<500 {
      let table = (0...chance.below(4)).map { _ in
        (0...chance.below(3)).map { _ in
          (0...chance.below(5)).map { _ in letters[chance.below(letters.count)] }.joined()
        }
      }
      let text = table.map { row in row.map(quoted).joined(separator: ",") }
        .joined(separator: "\r\n")
      #expect(try rows(text) == table, "seed \(seed), round \(round)")
    }
  }

  private func quoted(_ field: String) -> String {
    let parts = field.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"\(parts.joined(separator: "\"\""))\""
  }
}
