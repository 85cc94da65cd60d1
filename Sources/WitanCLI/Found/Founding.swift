import Foundation
import Ledger
import Witan
import WitanHTTP
import WitanSQLite

/// Makes a data folder: all of it, or nothing.
struct Founding {
  let plan: FoundingPlan
  /// The ledger's name; made of the community's when nil.
  let origin: String?
  let world: World

  /// Founds the community in a draft, and moves it to its place when it is whole.
  func make(_ path: String) async throws -> Founded {
    let target = URL(fileURLWithPath: path).standardizedFileURL.path
    try refuseFull(target)
    // Within a folder that exists, so that it may be a mount of its own; else beside the new one.
    let isThere = FileManager.default.fileExists(atPath: target)
    let draft = "\(target)\(isThere ? "/" : ".")draft-\(world.name("d"))"
    try create(draft)
    do {
      let founded = try await found(DataFolder(path: draft), for: path)
      try isThere ? moveContent(draft, into: target) : move(draft, to: target)
      return founded
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw error
    }
  }

  private func found(_ folder: DataFolder, for path: String) async throws -> Founded {
    let id = ID<Community>(world.name("c"))
    let origin = origin ?? "\(id.text).witan.local"
    let key = LedgerKey(world: world)
    let signer = try key.signer(origin: origin)
    try key.write(folder.keyPath)
    let archive = try SQLiteArchive.open(
      folder.archivePath, mode: .create(id), sealer: LedgerKey.sealer(origin, [signer]))
    let members: [FoundedMember]
    do {
      members = try await fill(
        folder.desk(over: archive), id, origin: origin, verifierKey: signer.verifier.key)
    } catch {
      try? await archive.close()
      throw error
    }
    try await archive.close()
    return Founded(
      community: id.text, title: plan.title, folder: path, origin: origin,
      verifierKey: signer.verifier.key, members: members)
  }

  private func fill(
    _ desk: Desk, _ id: ID<Community>, origin: String, verifierKey: String
  ) async throws -> [FoundedMember] {
    var first = plan.steward
    first.subjects = nil
    let founder = try await desk.found(
      id, title: plan.title, origin: origin, verifierKey: verifierKey, steward: first.member())
    let caller = try await desk.caller(handle: first.handle)
    if let text = plan.emergencyText { _ = try await desk.setEmergencyText(caller, text) }
    for subject in plan.subjects {
      _ = try await desk.defineSubject(
        caller, id: subject.id, title: subject.title, taxonomy: subject.taxonomy)
    }
    var members = [
      FoundedMember(handle: first.handle, roles: first.roles, token: founder.token)
    ]
    for person in plan.members {
      let joined = try await desk.join(caller, person.member())
      members.append(
        FoundedMember(handle: person.handle, roles: person.roles, token: joined.token))
    }
    return members
  }

  private func refuseFull(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let content = try? FileManager.default.contentsOfDirectory(atPath: path)
    guard content?.isEmpty == true else {
      throw Refusal.exists(kind: content == nil ? "file" : "folder", name: path)
    }
  }

  private func create(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Refusal.unavailable(reason: "The folder \(path) cannot be made.")
    }
  }

  /// The archive last: a folder without it is no data folder yet.
  private func moveContent(_ draft: String, into target: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: draft)
    for name in names.sorted(by: >) { try move("\(draft)/\(name)", to: "\(target)/\(name)") }
    try FileManager.default.removeItem(atPath: draft)
  }

  private func move(_ draft: String, to target: String) throws {
    guard rename(draft, target) == 0 else {
      throw Refusal.unavailable(
        reason: "\(target) cannot be made: \(String(cString: strerror(errno))).")
    }
    let parent = open(URL(fileURLWithPath: target).deletingLastPathComponent().path, O_RDONLY)
    guard parent >= 0 else { return }
    fsync(parent)
    close(parent)
  }
}
