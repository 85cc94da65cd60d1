import Ledger
import Testing

/// The log of the known answers: its key is the first test key of RFC 8032, its entries are the
/// eight of RFC 6962's reference tree.
enum Log {
  /// The private key that made the known checkpoint. Everyone knows it: for tests alone.
  static func signer() throws -> NoteSigner {
    let file = try Fixture.json("notes.json")
    let seed = try #require(Hex.decode(file.member("seeds").elements()[0].text()))
    return try NoteSigner(name: file.member("logName").text(), seed: seed)
  }

  /// The eight entries.
  static let entries: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    [UInt8](0x50...0x57), [UInt8](0x60...0x6F),
  ]

  /// The tree over the entries.
  static let tree = {
    var tree = MemoryTree()
    for entry in entries {
      tree.append(entry: entry)
    }
    return tree
  }()

  /// A note's text with one known member of the fixture file.
  static func file(_ name: String) throws -> String {
    try Fixture.json("notes.json").member(name).text()
  }
}
