import Ledger
import Testing

/// The canonical spelling and equality by bytes.
struct JSONCanonicalTests {
  @Test(arguments: [
    " 1", "1\n", "[1, 2]", #"{"b":1,"a":2}"#, #"{"a": 1}"#, #""\/""#, #""\u0041""#, #""\u000a""#,
    #""\u001F""#, #""\u00e9""#, #""\u007f""#, #"{"\u0061":1}"#, #"{"\ud83d\ude02":1}"#,
    #"{"\uffff":1,"😂":2}"#, #"{"\ue000":1}"#, "\u{E000}{}",
  ])
  func `another spelling of the same value is refused as not canonical`(text: String) {
    #expect(throws: JSONFault.self) { try JSON(canonical: text.utf8) }
  }

  @Test func `the first byte that is not canonical is named`() {
    let fault = #expect(throws: JSONFault.self) {
      try JSON(canonical: #"{"a":1, "b":2}"#.utf8)
    }
    #expect(fault?.offset == 7)
    #expect(fault?.reason.contains("canonical") == true)
  }

  @Test func `names are sorted by UTF-16 code units and not by bytes`() throws {
    // U+FFFF stands before U+10000 by bytes and by scalars, after it by UTF-16 code units.
    let value = try JSON.sorted([
      ("\u{FFFF}", .integer(1)), ("\u{10000}", .integer(2)), ("b", .null), ("", .null),
      ("a", .null),
    ])
    #expect(
      String(decoding: value.canonicalBytes, as: UTF8.self)
        == "{\"\":null,\"a\":null,\"b\":null,\"\u{10000}\":2,\"\u{FFFF}\":1}")
  }

  @Test func `names that only look alike are two names`() throws {
    let text = "{\"e\u{301}\":1,\"é\":2}"
    let value = try JSON(canonical: text.utf8)
    #expect(value["e\u{301}"] == .integer(1))
    #expect(value["é"] == .integer(2))
    #expect(value["E"] == nil)
    #expect(JSON.null["é"] == nil)
    #expect(value.canonicalBytes == Array(text.utf8))
    #expect(throws: Never.self) { try JSON.sorted([("é", .null), ("e\u{301}", .null)]) }
  }

  @Test func `equality is that of the canonical bytes`() throws {
    #expect(JSON.string("é") != .string("e\u{301}"))
    #expect(JSON.string("\r\n") != .string("\n"))
    let precomposed = try JSON.sorted([("é", .null)])
    let decomposed = try JSON.sorted([("e\u{301}", .null)])
    #expect(precomposed != decomposed)
    #expect(JSON.integer(0) != .bool(false))
    #expect(JSON.array([]) != .object([]))
    #expect(JSON.array([.null, .integer(1)]) == .array([.null, .integer(1)]))
    let forwards = try JSON.sorted([("a", .null), ("b", .bool(true))])
    let backwards = try JSON.sorted([("b", .bool(true)), ("a", .null)])
    #expect(forwards == backwards)
  }

  @Test func `an object made with a name twice is refused`() {
    #expect(throws: JSONFault.self) { try JSON.sorted([("a", .null), ("b", .null), ("a", .null)]) }
  }

  @Test(arguments: [
    (0, "0"), (-1, "-1"), (JSON.largestInteger, "9007199254740991"),
    (-JSON.largestInteger, "-9007199254740991"),
  ])
  func `integers to the bound come back`(number: Int, text: String) throws {
    #expect(JSON.integer(number).canonicalBytes == Array(text.utf8))
    #expect(try JSON(canonical: text.utf8) == .integer(number))
  }

  @Test func `every control character and every escape comes back in its shortest form`() throws {
    let short: [UInt8: String] = [
      0x08: #"\b"#, 0x09: #"\t"#, 0x0A: #"\n"#, 0x0C: #"\f"#, 0x0D: #"\r"#, 0x22: #"\""#,
      0x5C: #"\\"#,
    ]
    for byte in UInt8(0)...0x7F {
      let plain = String(decoding: [byte], as: UTF8.self)
      let long = #"\u00"# + Hex.encode([byte])
      let expected = "\"" + (short[byte] ?? (byte < 0x20 ? long : plain)) + "\""
      #expect(JSON.string(plain).canonicalBytes == Array(expected.utf8))
      #expect(try JSON(parsing: "\"\(long)\"".utf8) == .string(plain))
      #expect(try JSON(canonical: expected.utf8) == .string(plain))
    }
  }

  @Test func `white space between all parts is allowed when reading`() throws {
    let text = " \t\r\n{ \"a\" : [ 1 , { } , [ ] ] , \"b\" : \"\\/\" } \n"
    let value = try JSON(parsing: text.utf8)
    #expect(String(decoding: value.canonicalBytes, as: UTF8.self) == #"{"a":[1,{},[]],"b":"/"}"#)
  }
}
