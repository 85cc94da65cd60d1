import Foundation
import GRDB
import Ledger
import Testing
import Witan
@testable import WitanSQLite

@Suite struct AttachmentTests {
  @Test func `sqlite3 -A lists and extracts the attachments`() async throws {
    guard let sqlite3 = program("sqlite3") else { return }
    try await withFolder { folder in
      let archive = try folder.create()
      let contents = sampleContents()
      let names = contents.map { "q/\(SHA.sha256($0).hex).bin" }
      try await archive.write { pen in
        for (name, content) in zip(names, contents) { try pen.attach(name, content) }
      }
      // Listed beside the writer, extracted after it.
      let (list, status) = try run(sqlite3, ["-A", "-t", "-f", folder.file], in: folder.path)
      #expect(status == 0, "\(list)")
      #expect(Set(list.split(separator: "\n").map(String.init)) == Set(names))
      try await archive.close()
      let (printed, code) = try run(sqlite3, ["-A", "-x", "-f", folder.file], in: folder.path)
      #expect(code == 0, "\(printed)")
      for (name, content) in zip(names, contents) {
        let file = URL(fileURLWithPath: folder.path + "/" + name)
        #expect(try Array(Data(contentsOf: file)) == content, "\(content.count) bytes")
      }
    }
  }

  @Test func `what packs is packed, what does not is kept raw`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let (text, noise) = ([UInt8](repeating: 65, count: 2_000_000), sampleNoise(200_000))
      try await archive.write { pen in
        try pen.attach("text", text)
        try pen.attach("noise", noise)
      }
      let lengths = try await archive.pool.read { db in
        try Int.fetchAll(db, sql: "SELECT length(data) FROM sqlar ORDER BY name")
      }
      #expect(lengths[0] == 200_000)
      #expect(lengths[1] < 5_000)
      try await archive.close()
    }
  }

  @Test(arguments: [
    ("data = zeroblob(length(data))", "it does not unpack to its size"),
    ("data = zeroblob(sz)", "its SHA-256 is not the one kept with it"),
    ("data = substr(data, 1, length(data) - 1)", "it does not unpack to its size"),
    ("data = CAST(data || x'20' AS BLOB)", "it does not unpack to its size"),
    ("sz = sz - 1", "it does not unpack to its size"),
    ("sz = sz + 1", "it does not unpack to its size"),
    ("sz = 134217729", "its size is out of bounds"),
    ("sz = -1", "its size is out of bounds"),
    ("sz = NULL", "its size is out of bounds"),
    ("data = NULL", "its size is out of bounds"),
    ("sha256 = upper(sha256)", "its SHA-256 is not the one kept with it"),
    (
      "sz = 3, data = x'010203', sha256 = "
        + "'039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81'",
      "its SHA-256 is not the one in its name"
    ),
  ])
  func `an attachment that was changed is found`(_ change: String, _ reason: String) async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let content = Array(String(repeating: "a snake in the yard; ", count: 5_000).utf8)
      let name = "q/\(SHA.sha256(content).hex).txt"
      try await archive.write { try $0.attach(name, content) }
      try await archive.pool.write { try $0.execute(sql: "UPDATE sqlar SET \(change)") }
      await #expect(throws: AttachmentFault(name: name, reason: reason)) {
        try await archive.read { try $0.attachment(name) }
      }
      await #expect(throws: AttachmentFault(name: name, reason: reason), "by pieces") {
        try await archive.read { try hash($0, name) }
      }
      try await archive.close()
    }
  }

  private func hash(_ shelf: any Shelf, _ name: String) throws -> TreeHash {
    let pieces = try #require(try shelf.attachmentPieces(name))
    while let piece = try pieces.next() { try pieces.hashing.take(piece) }
    return try pieces.hashing.finish()
  }

  @Test func `by pieces it hashes to the same, packed or not, however long`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let contents =
        sampleContents()
        + [0, 1, 262_143, 262_144, 262_145, 1_500_000].flatMap {
          [sampleNoise($0), [UInt8](repeating: 65, count: $0)]
        }
      try await archive.write { pen in
        for (number, content) in contents.enumerated() { try pen.attach("\(number)", content) }
      }
      let found = try await archive.read { shelf in
        try contents.indices.map { try hash(shelf, "\($0)") }
      }
      for (hash, content) in zip(found, contents) {
        #expect(hash == SHA.sha256(content), "\(content.count) bytes")
      }
      #expect(found.count == contents.count)
      try await archive.close()
    }
  }

  @Test func `a long check tells how far it is`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let told = try await archive.pool.read { db in
        var told: [Int] = []
        let sum = try db.telling({ told.append($0) }) {
          try Int.fetchOne(
            db,
            sql: "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 300000)"
              + " SELECT count(*) FROM c")
        }
        #expect(sum == 300_000)
        return told
      }
      #expect(told.count > 1 && told == told.sorted())
      try await archive.close()
    }
  }

  @Test func `content that is not what its name says is not kept`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let name = "q/\(SHA.sha256([1]).hex).bin"
      await #expect(throws: AttachmentFault.self) {
        try await archive.write { try $0.attach(name, [2]) }
      }
      #expect(try await archive.read { try $0.attachmentNames() } == [])
      try await archive.close()
    }
  }

  @Test func `every length comes back`() throws {
    for length in [1, 63, 64, 65, 1000, 65_535, 65_536, 65_537, 1 << 20, (1 << 20) + 1] {
      for content in [[UInt8](repeating: 9, count: length), sampleNoise(length)] {
        guard let packed = Deflate.pack(content) else { continue }
        #expect(packed.count < content.count)
        #expect(Deflate.unpack(packed, size: length) == content)
        #expect(Deflate.unpack(packed, size: length - 1) == nil)
        #expect(Deflate.unpack(packed, size: length + 1) == nil)
      }
    }
  }

  private func sampleContents() -> [[UInt8]] {
    [[], [7], Array("short".utf8), [UInt8](repeating: 0, count: 500_000), sampleNoise(100_000)]
  }

  private func sampleNoise(_ count: Int) -> [UInt8] {
    var chance = Chance(seed: 3)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: chance.next()) }
  }
}
