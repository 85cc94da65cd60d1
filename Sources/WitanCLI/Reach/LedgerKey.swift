import Foundation
import Ledger
import Witan
import WitanSQLite

/// The secret seed with which a community signs its checkpoints. Printing it shows nothing.
struct LedgerKey: Sendable, CustomStringConvertible {
  private let seed: [UInt8]

  /// A new key of 32 unpredictable bytes.
  init(world: World) { seed = world.secret(32) }

  private init(seed: [UInt8]) { self.seed = seed }

  /// Reads a key file; refuses one that is missing or malformed.
  static func read(_ path: String) throws -> LedgerKey {
    guard let bytes = try? LocalFile.read(path, limit: 1_000) else {
      throw Refusal.unavailable(reason: "The key \(path) cannot be read.")
    }
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines)
    guard let seed = Hex.decode(text), seed.count == 32 else {
      throw Refusal.unavailable(reason: "The key \(path) is not 64 hexadecimal digits.")
    }
    return LedgerKey(seed: seed)
  }

  /// Writes a new key file that its owner alone can read; refuses one that exists.
  func write(_ path: String) throws {
    let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Refusal.unavailable(reason: "The key \(path) cannot be written.")
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: Data(fileBytes))
    try file.synchronize()
    try file.close()
  }

  /// What stands in a key file.
  var fileBytes: [UInt8] { Array((Hex.encode(seed) + "\n").utf8) }

  /// The signer of a ledger of this origin.
  func signer(origin: String) throws -> NoteSigner {
    do {
      return try NoteSigner(name: origin, seed: seed)
    } catch {
      throw Refusal.invalid(field: "origin", reason: "\"\(origin)\" cannot name a ledger's key")
    }
  }

  /// The key as a witness's of this name.
  func cosigner(name: String) throws -> Cosigner {
    do {
      return try Cosigner(name: name, seed: seed)
    } catch {
      throw Refusal.invalid(field: "name", reason: "\"\(name)\" cannot name a witness's key")
    }
  }

  /// Signs a checkpoint of the ledger inside each commit.
  ///
  /// - Parameter signers: keys of one name; more than one where one takes over from another.
  static func sealer(_ origin: String, _ signers: [NoteSigner]) -> SQLiteArchive.Sealer {
    { size, root in
      let checkpoint = Checkpoint(origin: origin, size: size, root: root)
      return try SignedNote.sign(text: checkpoint.text, by: signers).description
    }
  }

  /// Nothing of the key.
  var description: String { "LedgerKey" }
}
