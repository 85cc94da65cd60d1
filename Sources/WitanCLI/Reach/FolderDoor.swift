import Foundation
import Synchronization
import Witan
import WitanHTTP

/// The way through a data folder: the API in this process, as the folder's owner says.
///
/// Reading works while a server runs; writing takes the writer's lock and, as no server keeps the
/// clock, first does what time asks. Who is given photos is recorded, so that writes as well.
struct FolderDoor: Door {
  let folder: DataFolder
  /// Whom to act as; nil for the first steward.
  let handle: String?

  func call(_ call: Call) async throws -> Reply {
    if call.method == .get, Self.givesPhotos(call.path) {
      return try await folder.openForViews { desk, isWriting in
        let reply = try await respond(to: call, desk)
        if isWriting { try await desk.recordViews() }
        return reply
      }
    }
    let isWriting =
      call.method != .get && !Self.isReading(call.path) && call.query["dry-run"] == nil
    return try await folder.open(isWriting ? .writing : .reading) { desk in
      if isWriting { _ = try await desk.tick() }
      return try await respond(to: call, desk)
    }
  }

  /// Looks each second, and does what time asks where no server does it.
  func follow(_ question: String, stays: Bool, _ look: () async throws -> Bool) async throws {
    while try await !look() {
      try await World.real.pause(1_000)
      do {
        _ = try await folder.open(.serving) { try await $0.tick() }
      } catch let refusal as Refusal where refusal.code == "folder-in-use" {
        continue
      }
    }
  }

  /// Calls that give photos.
  private static func givesPhotos(_ path: String) -> Bool {
    path.hasSuffix("/dossier") || path.contains("/photos/")
  }

  /// Calls by POST that change nothing in the archive.
  private static func isReading(_ path: String) -> Bool {
    [verifying, "/v1/backups", "/v1/sessions/end"].contains(path) || path.hasPrefix("/v1/ledger/")
      || path.hasPrefix("/v1/webhooks") || path.hasSuffix("/whatif")
  }

  private func respond(to call: Call, _ desk: Desk) async throws -> Reply {
    // Guards the fault that the API told; nil for none.
    let fault = Mutex<(any Error)?>(nil)
    // Guards why the caller is none who may verify; nil where they are one.
    let doubt = Mutex<(any Error)?>(nil)
    let reply = await API(desk: desk).respond(
      to: call,
      caller: {
        do {
          let caller = try await desk.caller(handle: handle)
          if call.path == Self.verifying { try caller.needs(anyOf: [.auditor, .steward]) }
          return caller
        } catch  where call.path == Self.verifying {
          // Who may verify is what the record says, and that is what is in doubt.
          doubt.withLock { $0 = error }
          return .folderOwner
        }
      },
      log: { error in fault.withLock { $0 = error } })
    // The owner of the folder is the one who reads the log.
    if let error = fault.withLock({ $0 }) { throw error }
    if let error = doubt.withLock({ $0 }) {
      let report = try? JSONDecoder().decode(AuditReport.self, from: Data(reply.body))
      if report?.isClean ?? true { throw error }
    }
    return reply
  }

  private static let verifying = "/v1/audit/verify"
}
