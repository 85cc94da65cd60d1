import Foundation
import Ledger
import Witan
import WitanSQLite

extension DataFolder {
  /// A new key that waits for the event that brings it into force.
  private var nextKeyPath: String { "\(path)/ledger.key.next" }

  /// The signer of a community; refuses a folder whose key is another.
  ///
  /// Where a rotation was recorded and the program ended before the new key had its name, it gets
  /// it now.
  func signer(of community: Community) throws -> NoteSigner {
    let signer = try LedgerKey.read(keyPath).signer(origin: community.origin)
    if signer.verifier.key == community.verifierKey { return signer }
    if FileManager.default.fileExists(atPath: nextKeyPath) {
      let next = try LedgerKey.read(nextKeyPath).signer(origin: community.origin)
      if next.verifier.key == community.verifierKey {
        try KeptFile.move(nextKeyPath, to: keyPath)
        return next
      }
    }
    throw Refusal.conflict(reason: "\(keyPath) is not the key of this community.")
  }

  /// Signs a dossier, where the folder has the key that the ledger names now.
  func signDossier(_ text: String, origin: String, verifierKey: String) -> SignedNote? {
    guard let signer = try? LedgerKey.read(keyPath).signer(origin: origin),
      signer.verifier.key == verifierKey
    else { return nil }
    return try? SignedNote.sign(text: text, by: [signer])
  }

  /// Replaces the ledger's key by a new one, and records it, signed by both.
  ///
  /// The new key is on the disk before the event, and takes the old one's name after it: whenever
  /// the program ends, the folder has the key that signs.
  func rotateKey(as handle: String?, world: World) async throws -> [KeyTerm] {
    let reader = try await archive(.reading)
    let community = try await reader.read { try $0.community() }
    try await reader.close()
    let old = try signer(of: community)
    // One that is there was made for a rotation that did not come to be; nobody has seen it.
    if !FileManager.default.fileExists(atPath: nextKeyPath) {
      try KeptFile.replace(nextKeyPath, with: LedgerKey(world: world).fileBytes)
    }
    let new = try LedgerKey.read(nextKeyPath).signer(origin: community.origin)
    let terms = try await rotate(community, from: old, to: new, as: handle)
    try KeptFile.move(nextKeyPath, to: keyPath)
    return terms
  }

  private func rotate(
    _ community: Community, from old: NoteSigner, to new: NoteSigner, as handle: String?
  ) async throws -> [KeyTerm] {
    let archive = try await openWriter([old, new], of: community, patience: 40)
    let terms: [KeyTerm]
    do {
      let desk = desk(over: archive)
      terms = try await desk.rotateKey(desk.caller(handle: handle), from: old, to: new)
    } catch {
      try? await archive.close()
      throw error
    }
    try await archive.close()
    return terms
  }
}
