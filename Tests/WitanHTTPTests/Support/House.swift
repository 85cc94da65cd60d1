import Foundation
import Hummingbird
import HummingbirdTesting
import Ledger
import Logging
import Witan
import WitanTesting

@testable import WitanHTTP

/// A community behind HTTP: archive in memory, a told clock, pauses that only end with their task.
struct House: Sendable {
  let told: ToldWorld
  let desk: Desk
  let replies = MemoryReplyBook()
  let sessions = MemorySessionBook()
  /// Tokens by handle: tomas (steward), ines (auditor), farah and bo (askers), expert-0 to -5.
  let tokens: [String: String]

  static let origin = "demo.example"
  static let experts = (0..<6).map { "expert-\($0)" }

  /// The folder of the project.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file of the project.
  static func file(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: path)))
  }

  init(seed: UInt64 = 1, lab: any PhotoLab = PlainLab()) async throws {
    told = ToldWorld(seed: seed)
    var world = told.world
    world.pause = { _ in
      for await _ in AsyncStream<Never>.makeStream().stream {}
      throw CancellationError()
    }
    let signer = try NoteSigner(name: Self.origin, seed: [UInt8](repeating: 7, count: 32))
    let archive = MemoryArchive { size, root in
      let text = Checkpoint(origin: Self.origin, size: size, root: root).text
      return try SignedNote.sign(text: text, by: [signer]).description
    }
    desk = Desk(archive: archive, world: world, lab: lab, sessions: sessions, replies: replies)
    let founded = try await desk.found(
      ID("demo"), title: "Demo", origin: Self.origin, verifierKey: signer.verifier.key,
      steward: NewMember(handle: "tomas", name: "Tomas", roles: [.steward]))
    let steward = try await desk.caller(token: founded.token)
    _ = try await desk.defineSubject(
      steward, id: "snakes", title: "Snakes", taxonomy: Self.file("fixtures/demo/snakes.csv"))
    _ = try await desk.defineSubject(steward, id: "workshop", title: "Workshop", taxonomy: nil)
    var tokens = ["tomas": founded.token]
    let people: [(String, Role)] =
      [("ines", .auditor), ("farah", .asker), ("bo", .asker)] + Self.experts.map { ($0, .expert) }
    for (handle, role) in people {
      let person = NewMember(
        handle: handle, name: "Name of \(handle)", roles: [role],
        subjects: role == .expert ? [ID("snakes"), ID("workshop")] : [], home: try Place("IN"))
      tokens[handle] = try await desk.join(steward, person).token
    }
    self.tokens = tokens
    for handle in tokens.keys.sorted() { try await begin(handle) }
  }

  /// Begins a session of a member, with a secret that is no chance's.
  private func begin(_ handle: String) async throws {
    let member = try await desk.caller(handle: handle).member
    try await sessions.begin(
      WebSession(
        id: "s-\(handle)", member: member.id, secret: Desk.digest(Self.secret(handle)),
        device: "Firefox", now: told.now), now: told.now)
  }

  /// The secret of a member's session.
  static func secret(_ handle: String) -> String {
    "ws_" + handle + String(repeating: "0", count: 32 - handle.count)
  }

  /// Opens the doors for a while.
  func open(
    _ setup: TestingSetup = .router, limits: Limits = .none, site: String? = nil,
    _ body: @Sendable (Visitor) async throws -> Void
  ) async throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let app = try Server(
      desk: desk, host: "127.0.0.1", port: 0, logger: logger, limits: limits, site: site
    ).application()
    try await app.test(setup) { client in
      try await body(Visitor(client: client, tokens: tokens))
    }
  }
}

/// Keeps photos as they are, once their kind is known.
struct PlainLab: PhotoLab {
  func clean(_ photo: Upload) async throws -> CleanPhoto {
    let bytes = try photo.bytes()
    guard let kind = PhotoKind(content: bytes) else {
      throw Refusal.photoUnreadable(reason: "it is no JPEG, PNG, WebP or HEIC")
    }
    return CleanPhoto(bytes: bytes, kind: kind)
  }

  func scaled(_ photo: CleanPhoto, to width: PhotoWidth) async throws -> CleanPhoto { photo }
}

/// Something with the head of a JPEG, for labs that do not look further.
let tinyPhoto: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]
