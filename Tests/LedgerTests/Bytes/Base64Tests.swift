import Ledger
import Testing

/// Base64 and hexadecimal against RFC 4648 section 10, and their strictness.
struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `the examples of the standard hold`(plain: String, encoded: String) {
    #expect(Base64.encode(plain.utf8) == encoded)
    #expect(Base64.decode(encoded) == Array(plain.utf8))
    let unpadded = encoded.filter { $0 != "=" }
    #expect(Base64.encodeURL(plain.utf8) == unpadded)
    #expect(Base64.decodeURL(unpadded) == Array(plain.utf8))
  }

  @Test func `the alphabets differ in their last two digits`() {
    let bytes: [UInt8] = [0xFB, 0xEF, 0xFF]
    #expect(Base64.encode(bytes) == "++//")
    #expect(Base64.encodeURL(bytes) == "--__")
    #expect(Base64.decode("--__") == nil)
    #expect(Base64.decodeURL("++//") == nil)
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zh==", "Zm9=", "Zm9v ", "Zm9v\n", " Zm9v", "Zm=v",
    "Zm9vZg==Zg==", "Zm9ø", "Zm9v====", "Z", "Z=g=",
  ])
  func `a standard text with another spelling is refused`(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test(arguments: ["Z", "Zh", "Zm9", "Zg==", "Zm9vZ", "Zm9v\n", "Zm 9v", "=", "Zm9é"])
  func `a URL-safe text with another spelling is refused`(text: String) {
    #expect(Base64.decodeURL(text) == nil)
  }

  @Test func `every length comes back from every spelling`() {
    for length in 0...257 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ length) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
      #expect(Base64.decodeURL(Base64.encodeURL(bytes)) == bytes)
      #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    }
  }

  @Test func `hexadecimal is lowercase and even`() {
    #expect(Hex.encode([0x00, 0x0F, 0xA5, 0xFF]) == "000fa5ff")
    for text in ["0", "0g", "AB", "0x", " 0", "é"] {
      #expect(Hex.decode(text) == nil, "\(text)")
    }
  }

  @Test func `a hash is exactly 32 bytes`() {
    let bytes = [UInt8](0..<32)
    let hash = TreeHash(bytes)
    #expect(hash?.bytes == bytes)
    #expect(hash.flatMap { TreeHash(hex: $0.hex) } == hash)
    #expect(hash.flatMap { TreeHash(base64: $0.base64) } == hash)
    #expect(hash?.description == Hex.encode(bytes))
    #expect(TreeHash(bytes.dropLast()) == nil)
    #expect(TreeHash(bytes + [0]) == nil)
    #expect(TreeHash([]) == nil)
    #expect(TreeHash(hex: String(repeating: "A", count: 64)) == nil)
  }

  @Test func `SHA-256 gives the answers of FIPS 180`() {
    #expect(
      SHA.sha256("abc".utf8).hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA.sha256([]).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
