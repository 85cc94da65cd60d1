import Ledger
import Testing

/// Entries with their lengths before them.
struct EntryBundleTests {
  @Test func `a bundle spells lengths in two bytes, the higher first`() throws {
    let long = [UInt8](repeating: 7, count: 0x1234)
    let bytes = try EntryBundle.bytes([[], [1, 2, 3], long])
    #expect(bytes.prefix(9).elementsEqual([0, 0, 0, 3, 1, 2, 3, 0x12, 0x34]))
    #expect(bytes.count == 9 + long.count)
    #expect(EntryBundle.entries(bytes) == [[], [1, 2, 3], long])
  }

  @Test func `the longest entry fits and a longer one is refused`() throws {
    let longest = [UInt8](repeating: 1, count: 65_535)
    #expect(try EntryBundle.entries(EntryBundle.bytes([longest])) == [longest])
    #expect(throws: ProofFault.entryTooLong(byteCount: 65_536)) {
      try EntryBundle.bytes([longest + [1]])
    }
  }

  @Test func `a bundle that ends within an entry is refused`() throws {
    let bytes = try EntryBundle.bytes([[1, 2, 3], [4]])
    for count in bytes.indices where ![0, 5].contains(count) {
      #expect(EntryBundle.entries(Array(bytes.prefix(count))) == nil, "\(count) bytes")
    }
  }
}
