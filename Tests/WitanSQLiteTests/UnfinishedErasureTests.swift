import Foundation
import Ledger
import Testing
import Witan
import WitanSQLite
import WitanTesting

/// An erasure that broke off after its event is finished when the program begins again.
@Suite struct UnfinishedErasureTests {
  /// A keeper of sessions that is gone when somebody is to be forgotten, as after a power cut.
  private struct Stopped: Error {}

  private final class StoppingBook: SessionBook {
    let book: SQLiteSessionBook

    init(_ book: SQLiteSessionBook) { self.book = book }

    func begin(_ session: WebSession, now: Instant) async throws {
      try await book.begin(session, now: now)
    }
    func change<Result: Sendable>(
      secret sha256: String, _ body: @escaping @Sendable (inout WebSession?) -> Result
    ) async throws -> Result? { try await book.change(secret: sha256, body) }
    func sessions(of member: ID<Member>) async throws -> [WebSession] {
      try await book.sessions(of: member)
    }
    func end(_ ids: [String]?, of member: ID<Member>) async throws -> Int {
      try await book.end(ids, of: member)
    }
    func keep(_ link: SignInLink, now: Instant) async throws {
      try await book.keep(link, now: now)
    }
    func take(link sha256: String) async throws -> SignInLink? {
      try await book.take(link: sha256)
    }
    func dropLinks(for member: ID<Member>) async throws {
      try await book.dropLinks(for: member)
    }
    func forget(_ member: ID<Member>) async throws { throw Stopped() }
    func member(of identity: Identity) async throws -> ID<Member>? {
      try await book.member(of: identity)
    }
    func identities(of member: ID<Member>) async throws -> [Identity] {
      try await book.identities(of: member)
    }
    func keep(_ identities: [Identity], of member: ID<Member>) async throws -> Bool {
      try await book.keep(identities, of: member)
    }
  }

  private struct NoLab: PhotoLab {
    func clean(_ photo: Upload) async throws -> CleanPhoto {
      throw Refusal.photoUnreadable(reason: "no photo")
    }
    func scaled(_ photo: CleanPhoto, to width: PhotoWidth) async throws -> CleanPhoto { photo }
  }

  private func desk(
    _ folder: TemporaryFolder, _ archive: SQLiteArchive, _ told: ToldWorld, isStopping: Bool
  ) -> Desk {
    let sessions = SQLiteSessionBook(path: folder.path + "/sessions.sqlite")
    return Desk(
      archive: archive, world: told.world, lab: NoLab(),
      sessions: isStopping ? StoppingBook(sessions) : sessions,
      notices: SQLiteNotifyBook(path: folder.path + "/notices.sqlite"),
      replies: SQLiteReplyBook(path: folder.path + "/replies.sqlite"))
  }

  /// The files below the folder that hold one of these texts.
  private func holders(_ texts: [String], _ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().filter { name in
      guard let content = try? Data(contentsOf: URL(filePath: "\(folder.path)/\(name)")) else {
        return false
      }
      return texts.contains { content.range(of: Data($0.utf8)) != nil }
    }
  }

  @Test(arguments: [false, true], [false, true])
  func `what it left beside the archive is wiped at the next start, or when it is said again`(
    isSameProgram: Bool, isSaidAgain: Bool
  ) async throws {
    try await withFolder { folder in
      let told = ToldWorld(seed: 3)
      var archive = try folder.create()
      var desk = desk(folder, archive, told, isStopping: true)
      let key = try NoteSigner(name: "demo.example", seed: [UInt8](repeating: 7, count: 32))
      let founded = try await desk.found(
        ID("snakes"), title: "Snakes", origin: "demo.example", verifierKey: key.verifier.key,
        steward: NewMember(handle: "tomas", name: "Tomas", roles: [.steward]))
      let steward = try await desk.caller(token: founded.token)
      let person = NewMember(handle: "asha-of-the-hills", name: "Asha", roles: [.asker])
      let asha = try await desk.caller(token: desk.join(steward, person).token)
      _ = try await desk.setMail(
        asha, handle: person.handle, address: "asha@hills.example", kinds: [])
      let session = WebSession(
        id: "s-1", member: asha.member.id, secret: Desk.digest("secret"),
        device: "A telephone of the hills", now: told.now)
      try await SQLiteSessionBook(path: folder.path + "/sessions.sqlite")
        .begin(session, now: told.now)
      let replies = SQLiteReplyBook(path: folder.path + "/replies.sqlite")
      let asked = KeyedRequest(name: "k", account: asha.member.id, fingerprint: "f")
      _ = try await replies.begin(asked, now: told.now)
      try await replies.keep("k", sealed: Array("what was told in the hills".utf8), .untilErasure)
      _ = try await desk.tick()
      _ = try await archive.backup(named: "old.sqlite")
      let draft = "\(folder.path)/backups/half.sqlite.Ab3dEf"
      try Data("the half of a copy with hills in it".utf8).write(to: URL(filePath: draft))
      let texts = [
        "asha@hills.example", "asha-of-the-hills", "telephone of the hills", "half of",
        "told in the hills",
      ]
      await #expect(throws: Stopped.self) {
        _ = try await desk.erase(steward, .member(handle: person.handle), ground: "wished")
      }
      #expect(
        try holders(texts, folder).filter { !$0.hasSuffix("-wal") } == [
          "backups/half.sqlite.Ab3dEf", "backups/old.sqlite", "notices.sqlite", "replies.sqlite",
          "sessions.sqlite",
        ])
      if isSameProgram {
        // The clock goes on, and tries again what broke off: in vain, so the mark stays.
        await #expect(throws: Stopped.self) { _ = try await desk.tick() }
      }
      try await archive.close()
      archive = try await folder.reopenWhenFree()
      desk = self.desk(folder, archive, told, isStopping: false)
      if isSaidAgain {
        let refusal = await #expect(throws: Refusal.self) {
          _ = try await desk.erase(steward, .member(handle: person.handle), ground: "wished")
        }
        #expect(refusal?.sort == .notFound)
      } else {
        _ = try await desk.tick()
      }
      #expect(try holders(texts, folder) == [])
      let copies = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/backups")
      #expect(copies.count == 1 && copies[0].hasPrefix("after-erasure-"), "\(copies)")
      let before = try Data(contentsOf: URL(filePath: folder.path + "/sessions.sqlite"))
      _ = try await desk.tick()
      #expect(before == (try Data(contentsOf: URL(filePath: folder.path + "/sessions.sqlite"))))
      try await archive.close()
    }
  }
}
