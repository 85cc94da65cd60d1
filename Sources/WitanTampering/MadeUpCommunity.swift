import Foundation
import Ledger
package import Witan
import WitanSQLite
import WitanTesting

/// A community by seed on a closed SQLite file, with what somebody elsewhere kept of it.
///
/// Its life is random verbs of random people: photos, hidden known questions, outcomes, recalls,
/// hand-overs, another rule by two stewards, for some seeds another key.
package struct MadeUpCommunity: Sendable {
  /// The file; nothing waits in its log.
  package let path: String
  /// Signs its checkpoints now.
  let signer: NoteSigner
  /// Checkpoints that were kept elsewhere, the oldest first; the last is of now.
  package let notes: [String]
  /// The file as it was at each of those, in order; the last is the file itself.
  let images: [String]

  static let origin = "made-up.example"
  private static let name = ID<Community>(made)

  /// Lives a whole life in a folder of its own.
  ///
  /// - Parameter verbs: how many verbs, refused ones among them.
  package static func make(
    in folder: String, seed: UInt64, verbs: Int
  ) async throws -> MadeUpCommunity {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/community.sqlite"
    var signer = try Self.signer(seed: seed, 0)
    let told = ToldWorld(seed: seed)
    var life = RandomLife(told: told, seed: seed)
    try await life.found(try open(path, .create(name), [signer]), signer)
    var (notes, images) = ([String](), [String]())
    for phase in 0..<3 {
      if phase == 1, seed % 2 == 1 {
        let next = try Self.signer(seed: seed, 1)
        try await life.rotate(try open(path, .write, [signer, next]), from: signer, to: next)
        signer = next
      }
      if phase > 0 { try await life.live(through: phase, on: try open(path, .write, [signer])) }
      notes.append(try await life.run(verbs / 3, on: try open(path, .write, [signer])))
      let image = phase == 2 ? path : folder + "/image-\(phase).sqlite"
      if image != path { try FileManager.default.copyItem(atPath: path, toPath: image) }
      images.append(image)
    }
    return MadeUpCommunity(path: path, signer: signer, notes: notes, images: images)
  }

  /// The kinds of events in its ledger.
  package func kinds() async throws -> Set<String> {
    let archive = try SQLiteArchive.open(path, mode: .readOnly)
    let kinds = try await archive.read { shelf in
      Set(try shelf.entries(0..<shelf.ledgerSize()).map { try Entry(bytes: $0).event.kind })
    }
    try await archive.close()
    return kinds
  }

  /// The kinds of records that it holds.
  package func recordKinds() async throws -> Set<RecordKind> {
    let archive = try SQLiteArchive.open(path, mode: .readOnly)
    let kinds = try await archive.read { shelf in
      try RecordKind.allCases.filter { try !shelf.records($0, RecordFilter(limit: 1)).isEmpty }
    }
    try await archive.close()
    return Set(kinds)
  }

  /// Another end of the same beginning, signed by the same key: a fork from an image.
  func fork(at place: Int, to path: String, seed: UInt64) async throws {
    try FileManager.default.copyItem(atPath: images[place], toPath: path)
    var life = RandomLife(
      told: ToldWorld(seed: seed, now: .init(milliseconds: 1_798_761_600_000)),
      seed: seed)
    let archive = try Self.open(path, .write, [signer])
    try await life.find(on: archive)
    _ = try await life.run(24, on: archive)
  }

  /// Opens the file to go on, signed by these keys.
  static func open(
    _ path: String, _ mode: SQLiteArchive.Mode, _ signers: [NoteSigner]
  ) throws -> SQLiteArchive {
    try SQLiteArchive.open(
      path, mode: mode,
      sealer: { size, root in
        let text = Checkpoint(origin: origin, size: size, root: root).text
        return try SignedNote.sign(text: text, by: signers).description
      })
  }

  /// A key of this ledger, or a stranger's.
  static func signer(seed: UInt64, _ number: UInt8) throws -> NoteSigner {
    try NoteSigner(name: origin, seed: [UInt8](repeating: UInt8(seed % 200) + number, count: 32))
  }

  /// What an audit finds, as whoever holds the file; nil where it is clean.
  ///
  /// - Parameter scratchLimit: the longest ledger whose replay is held in memory.
  package static func fault(
    of path: String, against note: String? = nil,
    scratchLimit: Int = SQLiteArchive.scratchLimit
  ) async -> Fault? {
    do {
      let archive = try SQLiteArchive.open(path, mode: .readOnly, scratchLimit: scratchLimit)
      let desk = Desk(archive: archive, world: ToldWorld(seed: 1).world, lab: PlainLab())
      let report: AuditReport
      do {
        report = try await desk.verify(.folderOwner, against: note)
      } catch {
        try? await archive.close()
        throw error
      }
      try await archive.close()
      guard !report.isClean else { return nil }
      return Fault(places: report.faults.map { "\($0.place): \($0.reason)" })
    } catch {
      return Fault(places: ["cannot be opened or read: \(error)"])
    }
  }

  /// What is wrong with a file, in the audit's words.
  package struct Fault: Sendable {
    /// Each place with what is wrong with it.
    package let places: [String]
  }
}

/// A lab that takes what looks like a photo as it is, but for its end: what is kept of it is never
/// what came.
package struct PlainLab: PhotoLab {
  /// Takes photos.
  package init() {}

  /// The same bytes but the last.
  package func clean(_ photo: Upload) async throws -> CleanPhoto {
    let bytes = try photo.bytes()
    guard let kind = PhotoKind(content: bytes) else {
      throw Refusal.photoUnreadable(reason: "no photo")
    }
    return CleanPhoto(bytes: bytes.dropLast(), kind: kind)
  }

  /// The same photo.
  package func scaled(_ photo: CleanPhoto, to width: PhotoWidth) async throws -> CleanPhoto {
    photo
  }
}
