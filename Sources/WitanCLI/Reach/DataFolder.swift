import Foundation
import Ledger
import Witan
import WitanBadges
import WitanHTTP
import WitanSQLite

/// A data folder: one community's archive, and the key that signs its checkpoints.
struct DataFolder: Sendable {
  /// Where it is.
  let path: String
  /// To whom its server makes requests on a member's word.
  var outgoing = OutgoingRule.publicOnly
  /// The address where people reach its community; nil where nobody said.
  var site: String?

  /// Everything of the community in one SQLite file.
  var archivePath: String { "\(path)/community.sqlite" }
  /// The Ed25519 seed (RFC 8032) as 64 hexadecimal digits; whoever has it can sign as the ledger.
  var keyPath: String { "\(path)/ledger.key" }
  /// What a server replied within a day to requests under clients' keys; no part of the record.
  var repliesPath: String { "\(path)/replies.sqlite" }

  /// The RSA key that signs badges, in PEM; made when it is first needed.
  var badgeKeyPath: String { "\(path)/badges.key" }

  /// Who is signed in by a browser; no part of the record.
  var sessionsPath: String { "\(path)/sessions.sqlite" }

  /// Who wants to be told of what, and what is on its way; no part of the record.
  var noticesPath: String { "\(path)/notices.sqlite" }

  /// What a folder is opened for.
  enum Use {
    /// Works beside whoever writes.
    case reading
    /// Takes the writer's lock, and waits a moment for it: commands hold it for some milliseconds.
    case writing
    /// Takes the writer's lock or refuses at once.
    case serving
  }

  /// Opens the folder, does the work, and closes it.
  func open<Result>(_ use: Use, _ work: (Desk) async throws -> Result) async throws -> Result {
    try await closing(try await archive(use), work)
  }

  /// Opens the folder to give photos away, which is recorded; where nothing can be recorded, as a
  /// server writes or the folder is a copy without the key, says so on stderr and reads.
  ///
  /// - Parameter work: told whether it can record.
  func openForViews<Result>(_ work: (Desk, Bool) async throws -> Result) async throws -> Result {
    let writer: SQLiteArchive
    do {
      writer = try await archive(.writing)
    } catch let refusal as Refusal {
      let reader = try await archive(.reading)
      Terminal.tell("Not recorded that you were given the photos: \(refusal.sentence)")
      return try await closing(reader) { try await work($0, false) }
    }
    return try await closing(writer) { try await work($0, true) }
  }

  /// Does the work and closes the archive, whatever comes of it.
  private func closing<Result>(
    _ archive: SQLiteArchive, _ work: (Desk) async throws -> Result
  ) async throws -> Result {
    let result: Result
    do {
      result = try await work(desk(over: archive))
    } catch {
      try? await archive.close()
      throw error
    }
    try await archive.close()
    return result
  }

  /// The desk over an opened archive.
  func desk(over archive: SQLiteArchive) -> Desk {
    Desk(
      archive: archive, world: .real, lab: VipsPhotoLab(),
      sessions: SQLiteSessionBook(path: sessionsPath),
      notices: SQLiteNotifyBook(path: noticesPath), replies: SQLiteReplyBook(path: repliesPath),
      testimony: TestimonyFolder(path: path), outgoing: outgoing, signer: signDossier,
      badges: BadgePress(path: badgeKeyPath, site: site))
  }

  /// Opens the archive; refuses a folder that is none of ours and a key that is not its key.
  func archive(_ use: Use) async throws -> SQLiteArchive {
    guard FileManager.default.fileExists(atPath: archivePath) else {
      throw Refusal.unavailable(
        reason: "\(path) is no data folder; make one with \"witan init \(path)\".")
    }
    let reader = try SQLiteArchive.open(archivePath, mode: .readOnly)
    guard use != .reading else { return reader }
    let community = try await reader.read { try $0.community() }
    try await reader.close()
    return try await openWriter(
      [try signer(of: community)], of: community, patience: use == .writing ? 40 : 0)
  }

  /// Opens the archive for writing; refuses where the key was replaced since the community was
  /// looked at.
  func openWriter(
    _ signers: [NoteSigner], of community: Community, patience: Int
  ) async throws -> SQLiteArchive {
    var rest = patience
    while true {
      do {
        let archive = try SQLiteArchive.open(
          archivePath, mode: .write, sealer: LedgerKey.sealer(community.origin, signers))
        let key = try await archive.read { try $0.community().verifierKey }
        guard key == community.verifierKey else {
          try await archive.close()
          throw Refusal.conflict(reason: "The ledger's key was replaced just now; try again.")
        }
        return archive
      } catch let refusal as Refusal where refusal.code == "folder-in-use" && rest > 0 {
        rest -= 1
        try await World.real.pause(25)
      }
    }
  }
}
