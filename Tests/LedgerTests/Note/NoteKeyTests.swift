import Ledger
import Testing

/// Note keys: their spelling, and the keys of RFC 8032 section 7.1 (for tests alone).
struct NoteKeyTests {
  @Test func `the seeds of RFC 8032 give its public keys`() throws {
    let file = try Fixture.json("notes.json")
    let seeds = try file.member("seeds").elements()
    let publicKeys = try file.member("publicKeys").elements()
    #expect(seeds.count == 2)
    for (seed, publicKey) in zip(seeds, publicKeys) {
      let bytes = try #require(Hex.decode(seed.text()))
      let signer = try NoteSigner(name: "a.example/log", seed: bytes)
      let encoded = try #require(signer.verifier.key.split(separator: "+", maxSplits: 2).last)
      #expect(
        try Base64.decode(String(encoded)).map(Hex.encode) == "01" + publicKey.text())
    }
  }

  @Test func `the key of a known log comes out with its ID`() throws {
    let file = try Fixture.json("notes.json")
    let signer = try Log.signer()
    #expect(try signer.verifier.key == file.member("logKey").text())
    #expect(signer.verifier.keyID == 0xFDB9_463C)
    #expect(try NoteVerifier(signer.verifier.key) == signer.verifier)
    #expect(try NoteVerifier(file.member("exampleKey").text()).keyID == 0x530D_903A)
    #expect(try NoteVerifier(file.member("exampleKey").text()).name == "example.com/foo")
    #expect(try NoteVerifier(file.member("exampleKey").text()) != signer.verifier)
  }

  @Test func `every other spelling of a verifier key is refused`() throws {
    let key = try Fixture.json("notes.json").member("logKey").text()
    let fields = key.split(separator: "+", maxSplits: 2).map(String.init)
    let (name, id, encoded) = (fields[0], fields[1], fields[2])
    let bytes = try #require(Base64.decode(encoded))
    let asWitness = Base64.encode([4] + bytes.dropFirst())
    let tooShort = Base64.encode(bytes.dropLast())
    let tooLong = Base64.encode(bytes + [0])
    for wrong in [
      "", "+", "++", name, "\(name)+\(id)", "+\(id)+\(encoded)", "\(name)x+\(id)+\(encoded)",
      "\(name)+\(id.uppercased())+\(encoded)", "\(name)+0\(id)+\(encoded)",
      "\(name)+00000000+\(encoded)", "\(name)++\(encoded)", "\(name)+\(id)+", " \(key)", "\(key) ",
      "\(key)\n", "\(name)+\(id)+\(asWitness)", "\(name)+\(id)+\(tooShort)",
      "\(name)+\(id)+\(tooLong)", "\(name) +\(id)+\(encoded)", "\(name)+\(id)+\(encoded)=",
    ] {
      #expect(throws: NoteFault.self, "\(wrong)") { try NoteVerifier(wrong) }
    }
  }

  @Test(arguments: ["", " ", "a b", "a+b", "a\tb", "a\nb", "a\u{A0}b", "a\u{3000}", "\u{85}", "\0"])
  func `a key name with spaces, pluses or controls is refused`(name: String) {
    #expect(throws: NoteFault.badKeyName(name)) {
      try NoteSigner(name: name, seed: Array(repeating: 1, count: 32))
    }
  }

  @Test(arguments: [0, 31, 33, 64])
  func `a seed of another length is refused`(count: Int) {
    #expect(throws: NoteFault.badSeed(byteCount: count)) {
      try NoteSigner(name: "a", seed: Array(repeating: 1, count: count))
    }
  }

  @Test func `a signer shows its name and not its key`() throws {
    let signer = try NoteSigner(name: "a.example", seed: Array(repeating: 1, count: 32))
    #expect("\(signer)" == "NoteSigner(a.example)")
    #expect(String(reflecting: signer) == "NoteSigner(a.example)")
  }
}
