import Ledger
import Testing

/// Disclosures against RFC 9901.
struct DisclosureTests {
  private let salt = [UInt8](0..<16)

  @Test func `the example of RFC 9901 has its digest`() throws {
    // Section 4.2.1 and 4.2.3; made with spaces after the commas, which is not canonical.
    let disclosure = try Disclosure(
      encoded: "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0")
    #expect(disclosure.name == "family_name")
    #expect(disclosure.value == .string("Möbius"))
    #expect(disclosure.digest == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0")
  }

  @Test func `a disclosure is the canonical array of salt, name and value`() throws {
    let value = try JSON.sorted([("b", .integer(1)), ("a", .array([.null]))])
    let disclosure = try Disclosure(salt: salt, name: "text", value: value)
    let bytes = try #require(Base64.decodeURL(disclosure.encoded))
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"["AAECAwQFBgcICQoLDA0ODw","text",{"a":[null],"b":1}]"#)
    #expect(disclosure.digest == Base64.encodeURL(SHA.sha256(disclosure.encoded.utf8).bytes))
    let read = try Disclosure(encoded: disclosure.encoded)
    #expect(read == disclosure)
    #expect(read.name == "text")
    #expect(read.value == value)
    let salted = try Disclosure(salt: salt.reversed(), name: "text", value: value)
    #expect(salted.digest != disclosure.digest)
  }

  @Test func `short salts are refused`() {
    for count in [0, 1, 15] {
      #expect(throws: DisclosureFault.saltTooShort) {
        try Disclosure(salt: Array(repeating: 1, count: count), name: "a", value: .null)
      }
    }
  }

  @Test(arguments: ["_sd", "..."])
  func `reserved names are refused`(name: String) {
    #expect(throws: DisclosureFault.nameReserved(name)) {
      try Disclosure(salt: salt, name: name, value: .null)
    }
  }

  @Test(arguments: [
    "", "null", "[]", #"["AAECAwQFBgcICQoLDA0ODw"]"#, #"["AAECAwQFBgcICQoLDA0ODw","a"]"#,
    #"["AAECAwQFBgcICQoLDA0ODw",1,2]"#, #"[1,"a",2]"#, #"["AAECAwQFBgcICQoLDA0ODw","a",1,2]"#,
    #"["AAECAwQFBgcICQoLDA0ODw","a",1.5]"#, #"["AAECAwQFBgcICQoLDA0ODx","a",1]"#,
    #"["AAECAwQFBgcICQoLDA0ODw==","a",1]"#, #"{"a":1}"#, #"["a long salt, not base64","a",1]"#,
    #"["AAECAwQFBgcICQoLDA0ODw","a",{"b":1,"b":2}]"#,
  ])
  func `other JSON is refused`(text: String) {
    #expect(throws: DisclosureFault.self) {
      try Disclosure(encoded: Base64.encodeURL(text.utf8))
    }
  }

  @Test func `text that is not base64url is refused`() throws {
    let encoded = try Disclosure(salt: salt, name: "a", value: .null).encoded
    for text in [encoded + "=", encoded + "\n", " " + encoded, encoded + "~", "é"] {
      #expect(throws: DisclosureFault.notBase64) { try Disclosure(encoded: text) }
    }
  }

  @Test func `a value that could not be read back is refused when made`() {
    var deep = JSON.null
    for _ in 0..<JSON.deepestNesting {
      deep = .array([deep])
    }
    #expect(throws: DisclosureFault.self) { try Disclosure(salt: salt, name: "a", value: deep) }
  }
}
