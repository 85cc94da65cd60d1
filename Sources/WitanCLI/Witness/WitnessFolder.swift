import Foundation
import Ledger
import Witan

/// A witness's folder: the key that cosigns, and the memory of what it has signed.
///
/// The two belong together: a key with another memory, as one from a backup, could sign a fork.
struct WitnessFolder: Sendable {
  /// Where it is.
  let path: String

  /// The Ed25519 seed (RFC 8032) as 64 hexadecimal digits.
  private var keyPath: String { "\(path)/witness.key" }
  /// Its name, and each log with the last state that was signed.
  private var memoryPath: String { "\(path)/witness.json" }

  /// Makes a new folder with a new key; refuses one that has a witness.
  func make(name: String, world: World) throws -> WitnessSheet {
    guard !FileManager.default.fileExists(atPath: memoryPath) else {
      throw Refusal.exists(kind: "witness", name: path)
    }
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Refusal.unavailable(reason: "The folder \(path) cannot be made.")
    }
    let key = LedgerKey(world: world)
    _ = try key.cosigner(name: name)
    try key.write(keyPath)
    try write(WitnessMemory(name: name, logs: []))
    return try sheet()
  }

  /// What the witness is, and what it has signed.
  func sheet() throws -> WitnessSheet {
    let memory = try memory()
    return WitnessSheet(
      name: memory.name, key: try cosigner(memory).verifier.key, folder: path,
      logs: memory.logs.map(\.sheet))
  }

  /// Believes this key from now on, and no other, for the log that bears its name; what was signed
  /// of that log stays known, so that a new key continues the old one's history.
  func trust(_ verifier: NoteVerifier) async throws -> WitnessSheet {
    try await WitnessLock.hold(path) {
      var memory = try memory()
      let known = memory.logs.first { $0.origin == verifier.name }
      memory.logs.removeAll { $0.origin == verifier.name }
      memory.logs.append(
        WitnessMemory.Log(
          origin: verifier.name, key: verifier.key, size: known?.size, root: known?.root))
      memory.logs.sort { $0.origin < $1.origin }
      try write(memory)
    }
    return try sheet()
  }

  /// The size of the last checkpoint that was signed of a log; 0 before the first.
  func knownSize(_ origin: String) throws -> Int {
    try memory().logs.first { $0.origin == origin }?.size ?? 0
  }

  /// Remembers a checkpoint durably, and then cosigns it; throws a `WitnessFault` for what did not
  /// grow from the last one. No two at a time, in whatever process.
  func cosign(_ request: AddCheckpoint, world: World) async throws -> NoteSignature {
    try await WitnessLock.hold(path) {
      var memory = try memory()
      let checkpoint = try request.readCheckpoint()
      guard let place = memory.logs.firstIndex(where: { $0.origin == checkpoint.origin }) else {
        throw WitnessFault.unknownOrigin(checkpoint.origin)
      }
      let accepted = try memory.logs[place].known().accepting(request)
      memory.logs[place].size = accepted.last?.size
      memory.logs[place].root = accepted.last?.root.hex
      try write(memory)
      return try cosigner(memory).cosignature(
        of: checkpoint, at: max(0, world.now().milliseconds / 1000))
    }
  }

  private func cosigner(_ memory: WitnessMemory) throws -> Cosigner {
    try LedgerKey.read(keyPath).cosigner(name: memory.name)
  }

  private func memory() throws -> WitnessMemory {
    guard FileManager.default.fileExists(atPath: memoryPath) else {
      throw Refusal.unavailable(
        reason: "\(path) is no witness's folder; make one with \"witan witness init \(path)\".")
    }
    let bytes = try LocalFile.read(memoryPath)
    guard let memory = try? JSONDecoder().decode(WitnessMemory.self, from: Data(bytes)) else {
      // Starting afresh would forget what was signed.
      throw Refusal.unavailable(reason: "\(memoryPath) is damaged; this witness must not sign.")
    }
    return memory
  }

  private func write(_ memory: WitnessMemory) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try KeptFile.replace(memoryPath, with: Array(try encoder.encode(memory)) + Array("\n".utf8))
  }
}

/// What a witness keeps on its disk.
struct WitnessMemory: Codable {
  let name: String
  /// In the order of their origins.
  var logs: [Log]

  /// One log and its last state that was signed.
  struct Log: Codable {
    let origin: String
    let key: String
    var size: Int?
    /// In hexadecimal.
    var root: String?

    /// The same, as the rules of witnesses take it.
    func known() throws -> WitnessedLog {
      let verifier = try NoteVerifier(key)
      guard let size else { return WitnessedLog(verifier: verifier, last: nil) }
      guard let root = root.flatMap(TreeHash.init(hex:)),
        verifier.name.utf8.elementsEqual(origin.utf8),
        size >= 0
      else {
        throw Refusal.unavailable(reason: "The memory of \(origin) is damaged.")
      }
      return WitnessedLog(
        verifier: verifier, last: Checkpoint(origin: origin, size: size, root: root))
    }

    var sheet: WitnessSheet.Log {
      WitnessSheet.Log(origin: origin, key: key, size: size ?? 0, root: root)
    }
  }
}
