import Ledger
import Testing

/// Random values, spelt in random ways, from printed seeds.
struct JSONRandomTests {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `random values come back from every spelling`(seed: UInt64) throws {
    print("JSONRandomTests: seed \(seed)")
    var chance = SeededChance(seed: seed)
    for _ in 0..<100 {
      let value = try RandomJSON.value(depth: 4, &chance)
      let canonical = value.canonicalBytes
      #expect(try JSON(canonical: canonical) == value)
      let spelling = RandomJSON.spell(value, &chance)
      let read = try JSON(parsing: spelling.utf8)
      #expect(read == value, "\(spelling)")
      #expect(read.canonicalBytes == canonical, "\(spelling)")
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `damaged bytes are refused or read as another value with one spelling`(seed: UInt64) throws {
    print("JSONRandomTests: damage, seed \(seed)")
    var chance = SeededChance(seed: seed)
    for _ in 0..<100 {
      let value = JSON.array([try RandomJSON.value(depth: 3, &chance)])
      let canonical = value.canonicalBytes
      #expect(throws: JSONFault.self) {
        try JSON(parsing: canonical.prefix(chance.below(canonical.count)))
      }
      for _ in 0..<20 {
        var damaged = canonical
        damaged[chance.below(damaged.count)] ^= UInt8(1 << chance.below(8))
        guard let read = try? JSON(parsing: damaged) else { continue }
        #expect(try JSON(canonical: read.canonicalBytes) == read)
        if let strict = try? JSON(canonical: damaged) {
          #expect(strict != value)
          #expect(strict.canonicalBytes == damaged)
        }
      }
    }
  }
}
