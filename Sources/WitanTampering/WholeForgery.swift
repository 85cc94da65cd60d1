import Foundation
import GRDB
import Ledger
import Witan

extension MadeUpCommunity {
  /// A forgery that is whole in itself: what it is, the file, and a checkpoint kept elsewhere that
  /// it contradicts.
  typealias WholeForgery = (name: String, file: String, note: String)

  /// Forgeries that nothing in the file tells.
  ///
  /// - Parameter other: a community whose history is put in this one's place.
  func wholeForgeries(
    at path: String, other: MadeUpCommunity, seed: UInt64
  ) async throws -> [WholeForgery] {
    let latest = notes[notes.count - 1]
    let back = path + ".back"
    try FileManager.default.copyItem(atPath: images[1], toPath: back)
    let fork = path + ".fork"
    try await self.fork(at: 1, to: fork, seed: seed &+ 77)
    let cut = path + ".cut"
    let attacker = try Attacker(self, at: cut, seed: seed)
    let entries = try attacker.raw { try attacker.entries($0) }
    let size = try Checkpoint(parsing: SignedNote(parsing: notes[1]).text).size
    try await attacker.rewrite(Array(entries[..<size]), signedBy: [signer])
    // Another history under the same name, with its own key: everything written and signed anew.
    let rewritten = path + ".rewritten"
    try FileManager.default.copyItem(atPath: other.path, toPath: rewritten)
    return [
      ("rollback", back, latest), ("fork", fork, latest), ("cut and signed", cut, latest),
      ("rewritten and signed", rewritten, latest),
      (
        "rewritten and signed",
        try copy(
          rewritten), notes[0]
      ),
    ]
  }

  private func copy(_ file: String) throws -> String {
    try FileManager.default.copyItem(atPath: file, toPath: file + ".2")
    return file + ".2"
  }
}
