import Ledger
import Testing

/// The public vectors of RFC 8785, from `fixtures/ledger/jcs.json`.
struct JSONVectorTests {
  @Test func `the public vectors without fractions give their canonical bytes`() throws {
    let vectors = try Vector.all().filter { !$0.hasFraction }
    #expect(vectors.count == 4)
    for vector in vectors {
      let value = try JSON(parsing: vector.input.utf8)
      #expect(Hex.encode(value.canonicalBytes) == vector.canonicalHex, "\(vector.name)")
      let canonical = try #require(Hex.decode(vector.canonicalHex))
      #expect(try JSON(canonical: canonical) == value, "\(vector.name)")
    }
  }

  @Test func `the public vectors with fractions are refused and say why`() throws {
    let vectors = try Vector.all().filter(\.hasFraction)
    #expect(vectors.count == 2)
    for vector in vectors {
      let fault = #expect(throws: JSONFault.self, "\(vector.name)") {
        try JSON(parsing: vector.input.utf8)
      }
      #expect(fault?.reason.contains("fraction or an exponent") == true, "\(vector.name)")
    }
  }

  @Test func `a public vector written with an integer for its fraction holds`() throws {
    let vector = try #require(try Vector.all().first { $0.name == "structures" })
    let input = vector.input.replacing("56.0", with: "56")
    #expect(try Hex.encode(JSON(parsing: input.utf8).canonicalBytes) == vector.canonicalHex)
  }

  private struct Vector {
    let name: String
    let input: String
    let canonicalHex: String
    let hasFraction: Bool

    static func all() throws -> [Vector] {
      try Fixture.json("jcs.json").member("vectors").elements().map { row in
        let columns = try row.elements()
        return Vector(
          name: try columns[0].text(), input: try columns[1].text(),
          canonicalHex: try columns[2].text(), hasFraction: try columns[3].flag())
      }
    }
  }
}
