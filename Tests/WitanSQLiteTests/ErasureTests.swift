import Foundation
import Ledger
import Testing
import Witan
import WitanSQLite
import WitanTesting

/// What was erased is in no file of the folder, searched byte by byte.
@Suite struct ErasureTests {
  private static let count = 3_000
  private static let now = Instant(milliseconds: 1_800_000_000_000)

  /// Salts are drawn, so each piece of a disclosure's beginning is found nowhere else.
  private static func disclosure(_ chance: inout Chance) throws -> Disclosure {
    try Disclosure(
      salt: (0..<16).map { _ in UInt8(chance.below(256)) }, name: "text",
      value: .string("a text of \(chance.below(1_000_000_000)) words"))
  }

  private static func original(_ chance: inout Chance) -> (name: String, bytes: [UInt8]) {
    let bytes = (0..<300_000).map { _ in UInt8(chance.below(256)) }
    return (name: "originals/\(SHA.sha256(bytes).hex).bin", bytes: bytes)
  }

  /// An archive in which pages were split many times, with two photos, and the first as it came.
  private static func fill(
    _ archive: SQLiteArchive
  ) async throws -> (disclosures: [Disclosure], photos: [(name: String, bytes: [UInt8])]) {
    var chance = Chance(seed: 5)
    let disclosures = try (0..<count).map { _ in try disclosure(&chance) }
    let cleaned = (0..<2).map { _ in
      let bytes = (0..<200_000).map { _ in UInt8(chance.below(256)) }
      return (name: "photos/\(SHA.sha256(bytes).hex).jpg", bytes: bytes)
    }
    let photos = cleaned + [original(&chance)]
    try await archive.write { pen in
      for disclosure in disclosures { try pen.keep(disclosure) }
      for photo in photos { try pen.attach(photo.name, photo.bytes) }
      try pen.append(Array("entry".utf8))
    }
    return (disclosures, photos)
  }

  /// Which of these pieces some file below the folder has, anywhere.
  private static func found(_ pieces: [[UInt8]], below folder: String) throws -> Int {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    var found = 0
    for name in names {
      var isFolder: ObjCBool = false
      let path = "\(folder)/\(name)"
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      let content = try Data(contentsOf: URL(fileURLWithPath: path))
      for piece in pieces where content.range(of: Data(piece)) != nil { found += 1 }
    }
    return found
  }

  /// Nearly all of them twice: some pieces of a photo stand over the edge of a page.
  private static func areTwice(_ pieces: [[UInt8]], below folder: String) throws -> Bool {
    try Double(found(pieces, below: folder)) > 1.95 * Double(pieces.count)
  }

  /// Pieces of 24 bytes: of disclosures those that hold their salts, of a photo from all of it.
  private static func pieces(_ disclosures: [Disclosure], _ photo: [UInt8]) -> [[UInt8]] {
    disclosures.map { Array($0.encoded.utf8.prefix(24)) }
      + stride(from: 0, to: photo.count - 24, by: 3_001).map { Array(photo[$0..<$0 + 24]) }
  }

  @Test func `nothing of it is left in file, log and backups`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let (disclosures, photos) = try await Self.fill(archive)
      let gone = disclosures.enumerated().filter { $0.offset % 50 == 0 }.map(\.element)
      let old = try await archive.backup(named: "old.sqlite")
      let pieces = Self.pieces(gone, photos[0].bytes) + Self.pieces([], photos[2].bytes)
      #expect(try Self.areTwice(pieces, below: folder.path))
      try await archive.write { pen in
        for disclosure in gone { try pen.forget(disclosure.digest) }
        try pen.detach(photos[0].name)
        try pen.detach(photos[2].name)
        try pen.forget("unknown")
        try pen.detach("photos/unknown")
      }
      #expect(try await archive.overwriteErased(at: Self.now))
      #expect(
        try await archive.overwriteErased(at: Self.now), "a second time there is nothing to do")
      let copies = try await archive.replaceBackups(by: "new.sqlite")
      #expect(copies.replaced == [old] && copies.new == folder.path + "/backups/new.sqlite")
      #expect(copies.remaining == [])
      #expect(try Self.found(pieces, below: folder.path) == 0)
      let rest = Self.pieces(
        disclosures.enumerated().filter { $0.offset % 50 == 1 }.map(\.element), photos[1].bytes)
      #expect(try Self.areTwice(rest, below: folder.path), "nothing else is gone")
      #expect(try await archive.diagnosis().filter { !$0.isGood } == [])
      try await archive.close()
    }
  }

  @Test func `a reader of another process holds the log; it is emptied afterwards`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let (disclosures, photos) = try await Self.fill(archive)
      let reader = try folder.reopen(.readOnly)
      // Stands for another process: connections of its own, which read while it is erased.
      try await reader.read { shelf in
        _ = try shelf.ledgerSize()
        let done = DispatchSemaphore(value: 0)
        Task {
          try await archive.write { try $0.forget(disclosures[7].digest) }
          let isDone = try await archive.overwriteErased(at: Self.now)
          #expect(!isDone)
          done.signal()
        }
        done.wait()
        #expect(try shelf.payload(disclosures[7].digest) != nil, "an older state")
      }
      try await reader.close()
      #expect(try await archive.overwriteErased(at: Self.now))
      let pieces = Self.pieces([disclosures[7]], photos[0].bytes)
      #expect(try Self.found([pieces[0]], below: folder.path) == 0)
      try await archive.close()
    }
  }

  @Test func `a crash in between is made good when the archive is opened again`() async throws {
    try await withFolder { folder in
      var archive = try folder.create()
      let (disclosures, photos) = try await Self.fill(archive)
      try await archive.write { try $0.forget(disclosures[3].digest) }
      try await archive.close()
      archive = try await folder.reopenWhenFree()
      #expect(try await archive.overwriteErased(at: Self.now))
      let pieces = Self.pieces([disclosures[3]], photos[0].bytes)
      #expect(try Self.found([pieces[0]], below: folder.path) == 0)
      try await archive.close()
    }
  }

  @Test func `backups may be kept, and what is no backup is left and named`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let (disclosures, _) = try await Self.fill(archive)
      let old = try await archive.backup(named: "old.sqlite")
      #expect(try await archive.replaceBackups(by: "none.sqlite") == OldCopies())
      let odd = folder.path + "/backups/notes.txt"
      try Data("notes".utf8).write(to: URL(fileURLWithPath: odd))
      try await archive.write { try $0.forget(disclosures[0].digest) }
      let kept = try await archive.replaceBackups(by: nil)
      #expect(kept == OldCopies(remaining: [odd, old].sorted()))
      let replaced = try await archive.replaceBackups(by: "new.sqlite")
      #expect(replaced.remaining == [odd] && replaced.replaced == [old])
      #expect(FileManager.default.fileExists(atPath: odd))
      try await archive.close()
    }
  }
}
