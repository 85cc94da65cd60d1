import Foundation
import Ledger
import Witan
import WitanSQLite
import WitanTesting

/// A made-up community on an SQLite archive in a folder of its own, with a told clock, whose
/// writes can be made to fail and which can be crashed and opened again.
final class Community {
  let folder: URL
  let told: ToldWorld
  private(set) var archive: FailingArchive
  private(set) var desk: Desk
  private var sqlite: SQLiteArchive?
  private let seed: UInt64
  private var openings = 0

  private(set) var steward: Caller
  private(set) var auditor: Caller
  private(set) var askers: [Caller] = []
  private(set) var experts: [Caller] = []

  private static let origin = "simulated.example"

  /// Founds it; nothing fails until `fail` is called.
  init(seed: UInt64, taxonomy: Taxa, experts count: Int) async throws {
    self.seed = seed
    folder = FileManager.default.temporaryDirectory
      .appending(path: "witan-simulation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    told = ToldWorld(seed: seed)
    let sqlite = try SQLiteArchive.open(
      folder.appending(path: "witan.sqlite").path, mode: .create(ID("simulated")),
      sealer: try Self.sealer())
    let archive = FailingArchive(sqlite, seed: seed, failingPartsPerMillion: 0)
    let desk = Desk(archive: archive, world: told.world, lab: NoLab())
    (self.sqlite, self.archive, self.desk) = (sqlite, archive, desk)
    let founded = try await desk.found(
      ID("simulated"), title: "Simulated", origin: Self.origin,
      verifierKey: Self.signer().verifier.key,
      steward: NewMember(handle: "steward", name: "Steward", roles: [.steward]))
    let steward = try await desk.caller(token: founded.token)
    self.steward = steward
    auditor = steward
    _ = try await desk.defineSubject(
      steward, id: "things", title: "Things", taxonomy: Array(taxonomy.csv.utf8))
    _ = try await desk.defineSubject(steward, id: "choices", title: "Choices", taxonomy: nil)
    auditor = try await join("auditor", [.auditor])
    for number in 0..<2 { askers.append(try await join("asker-\(number)", [.asker])) }
    // One of the experts asks as well.
    for number in 0..<count {
      experts.append(
        try await join("expert-\(number)", number == 0 ? [.expert, .asker] : [.expert]))
    }
    askers.append(experts[0])
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func join(_ handle: String, _ roles: [Role]) async throws -> Caller {
    let isExpert = roles.contains(.expert)
    let person = NewMember(
      handle: handle, name: handle, roles: roles,
      subjects: isExpert ? [ID("things"), ID("choices")] : [], home: try Place("IN"),
      availability: Availability(budgetPerDay: 400))
    return try await desk.caller(token: desk.join(steward, person).token)
  }

  private static func signer() throws -> NoteSigner {
    try NoteSigner(name: origin, seed: [UInt8](repeating: 5, count: 32))
  }

  private static func sealer() throws -> SQLiteArchive.Sealer {
    let signer = try signer()
    return { size, root in
      let text = Checkpoint(origin: origin, size: size, root: root).text
      return try SignedNote.sign(text: text, by: [signer]).description
    }
  }

  /// From now on so many writes in a million fail.
  func fail(partsPerMillion: Int) { archive.fail(partsPerMillion: partsPerMillion) }

  /// The power goes: what is in the files is copied as it lies there, and the copy is opened.
  /// The old archive is dropped without being closed.
  func crash() throws {
    openings += 1
    let image = folder.appending(path: "image-\(openings)")
    try FileManager.default.createDirectory(at: image, withIntermediateDirectories: true)
    let path = sqlite?.path ?? ""
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
      try FileManager.default.copyItem(
        atPath: path + suffix, toPath: image.appending(path: "witan.sqlite" + suffix).path)
    }
    sqlite = nil
    try open(image.appending(path: "witan.sqlite").path)
  }

  /// The program ends in good order and starts again.
  func restart() async throws {
    let path = sqlite?.path ?? ""
    try await sqlite?.close()
    try open(path)
  }

  private func open(_ path: String) throws {
    let sqlite = try SQLiteArchive.open(path, mode: .write, sealer: try Self.sealer())
    archive = FailingArchive(
      sqlite, seed: seed &+ UInt64(openings), failingPartsPerMillion: 0)
    desk = Desk(archive: archive, world: told.world, lab: NoLab())
    self.sqlite = sqlite
  }
}

/// No photos are asked about here.
struct NoLab: PhotoLab {
  func clean(_ photo: Upload) async throws -> CleanPhoto {
    throw Refusal.photoUnreadable(reason: "no photos here")
  }

  func scaled(_ photo: CleanPhoto, to width: PhotoWidth) async throws -> CleanPhoto { photo }
}
