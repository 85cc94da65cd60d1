import Ledger
import Testing

/// What the strict parser refuses, and where it says the fault is.
struct JSONRefusalTests {
  @Test(arguments: [
    // Frame
    ("", 0), ("  ", 2), ("1 2", 2), ("[] []", 3), ("{}x", 2), ("null,", 4), ("// x\n1", 0),
    ("\u{FEFF}1", 0), ("\u{00A0}1", 0), ("\u{0B}1", 0),
    // Words
    ("nul", 0), ("True", 0), ("NaN", 0), ("Infinity", 0), ("undefined", 0), ("truee", 4),
    // Numbers
    ("01", 1), ("-01", 2), ("00", 1), ("-0", 0), ("-", 1), ("+1", 0), (".5", 0), ("1.", 0),
    ("1.0", 0), ("1e2", 0), ("1E2", 0), ("-0.0", 0), ("0x10", 1), ("1_000", 1), ("- 1", 1),
    ("9007199254740992", 0), ("-9007199254740992", 0), ("[99999999999999999999999999999999]", 1),
    // Arrays
    ("[", 1), ("[1", 2), ("[1,", 3), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("[1}", 2), ("]", 0),
    // Objects
    ("{", 1), (#"{"a""#, 4), (#"{"a":"#, 5), (#"{"a":}"#, 5), (#"{"a":1,}"#, 7), ("{1:2}", 1),
    (#"{"a" 1}"#, 5), (#"{,}"#, 1), (#"{"a":1 "b":2}"#, 7), (#"{'a':1}"#, 1), ("{a:1}", 1),
    (#"{"a":1]"#, 6),
    // Strings
    (#"""#, 0), (#""a"#, 0), (#""\"#, 2), (#""\x""#, 1), (#""\u12""#, 3), (#""\u12G4""#, 3),
    (#""\u+123""#, 3), (#""\u 123""#, 3), (#""\U0041""#, 1), ("\"a\nb\"", 2), ("\"\u{0}\"", 1),
    ("\"\u{1F}\"", 1), (#""\'""#, 1),
    // Lone surrogates
    (#""\ud800""#, 1), (#""\udc00""#, 1), (#""\ud800x""#, 1), (#""\ud800\n""#, 1),
    (#""\ud800\ud800""#, 1), (#""\udc00\ud800""#, 1), (#""\ud83d\u0041""#, 1),
  ])
  func `text that is not strict JSON is refused at its place`(text: String, offset: Int) {
    let fault = #expect(throws: JSONFault.self) { try JSON(parsing: text.utf8) }
    #expect(fault?.offset == offset, "\(fault?.reason ?? "")")
    #expect(fault?.reason.utf8.allSatisfy { $0 < 0x80 } == true)
  }

  @Test(arguments: [
    [0x22, 0x80, 0x22], [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22],
    [0x22, 0xE0, 0x80, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xED, 0xBF, 0xBF, 0x22],
    [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22],
    [0x22, 0xE2, 0x82, 0x22], [0x22, 0xC3, 0x5C, 0x6E, 0xA9, 0x22],
    [0x22, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x82, 0x22],
  ])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    let fault = #expect(throws: JSONFault.self) { try JSON(parsing: bytes) }
    #expect(fault?.reason.contains("UTF-8") == true)
  }

  @Test(arguments: [
    (#"{"a":1,"a":1}"#, 7), (#"{"a":1,"b":2,"\u0061":3}"#, 13), (#"{"":1,"":2}"#, 6),
    (#"[{"x":{"é":1,"\u00e9":2}}]"#, 14), (#"{"😂":1,"\ud83d\ude02":2}"#, 10),
  ])
  func `a doubled name is refused where it stands again`(text: String, offset: Int) {
    let fault = #expect(throws: JSONFault.self) { try JSON(parsing: text.utf8) }
    #expect(fault?.offset == offset)
    #expect(fault?.reason.contains("twice") == true)
  }

  @Test func `nesting is allowed to the bound and refused beyond it`() throws {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      let inner = open == "[" ? "" : "1"
      let deepest = String(repeating: open, count: JSON.deepestNesting)
      let ends = String(repeating: close, count: JSON.deepestNesting)
      let value = try JSON(parsing: (deepest + inner + ends).utf8)
      #expect(String(decoding: value.canonicalBytes, as: UTF8.self) == deepest + inner + ends)
      let fault = #expect(throws: JSONFault.self) {
        try JSON(parsing: (deepest + open + inner + close + ends).utf8)
      }
      #expect(fault?.reason.contains("nested") == true)
      #expect(throws: JSONFault.self) {
        try JSON(parsing: String(repeating: open, count: 1_000_000).utf8)
      }
    }
    let wide = "[" + Array(repeating: "[[]]", count: 1_000).joined(separator: ",") + "]"
    #expect(try JSON(parsing: wide.utf8).canonicalBytes == Array(wide.utf8))
  }
}
