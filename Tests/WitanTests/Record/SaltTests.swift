import Ledger
import Testing

@testable import Witan
@testable import WitanTesting

/// The tree's leaves are public: no entry may be guessed from its leaf.
@Suite struct SaltTests {
  @Test func `every entry has a salt of its own, and its leaf depends on it`() async throws {
    let house = try await House()
    _ = try await house.ask()
    let all = try await house.archive.read { try $0.entries(0..<$0.ledgerSize()) }
    let entries = try all.map { try Entry(bytes: $0) }
    #expect(entries.count > 3 && Set(entries.map(\.salt)).count == entries.count)
    for (bytes, entry) in zip(all, entries) {
      let guessed = Entry(
        index: entry.index, community: entry.community, at: entry.at, by: entry.by,
        event: entry.event, salt: [UInt8](repeating: 0, count: Entry.saltBytes))
      #expect(try MerkleTree.leafHash(guessed.bytes()) != MerkleTree.leafHash(bytes))
    }
  }

  @Test func `the house takes its salts from the system's chance`() {
    let world = World.real
    let salts = (0..<100).map { _ in world.secret(Entry.saltBytes) }
    #expect(Set(salts).count == 100 && salts.allSatisfy { $0.count == Entry.saltBytes })
  }
}
