import Foundation
import Testing

@Suite struct `The ledger's key` {
  @Test func `is replaced, and both keys' checkpoints are believed in their time`() async throws {
    let sandbox = try await Sandbox.founded()
    try await sandbox.done("audit checkpoint -o before")
    let stolen = sandbox.folder.appending(path: "stolen.key")
    try FileManager.default.copyItem(atPath: "\(sandbox.data)/ledger.key", toPath: stolen.path)
    let refused = try await sandbox.run("audit rotate-key --as asha")
    #expect(refused.status == 4, "\(refused.errors)")
    let rotated = try await sandbox.done("audit rotate-key --as tomas")
    #expect(rotated.contains("Another key signs the ledger from now on."))
    try await sandbox.done("audit checkpoint -o between")
    let between = try String(
      contentsOf: sandbox.folder.appending(path: "between"), encoding: .utf8)
    #expect(between.split(separator: "\n").count == 5, "two signatures: \(between)")
    try await sandbox.done("member add bo --name Bo --role asker")
    try await sandbox.done("audit checkpoint -o after")
    for file in ["before", "between", "after"] {
      let verified = try await sandbox.run("audit verify --against \(file)")
      #expect(verified.status == 0, "\(file): \(verified.output)")
      #expect(verified.output.contains("signs       checkpoints of 1 to "))
    }
    // The old key can no longer be put in the new one's place.
    try FileManager.default.removeItem(atPath: "\(sandbox.data)/ledger.key")
    try FileManager.default.copyItem(atPath: stolen.path, toPath: "\(sandbox.data)/ledger.key")
    let thief = try await sandbox.run("member add eve --name Eve --role asker")
    #expect(thief.status == 6, "\(thief.errors)")
    let keys = try await sandbox.json("audit keys")
    #expect((keys["items"] as? [Any])?.count == 2)
  }

  @Test func `takes its place where the program ended before it could`() async throws {
    let sandbox = try await Sandbox.founded()
    let (key, next) = ("\(sandbox.data)/ledger.key", "\(sandbox.data)/ledger.key.next")
    let old = try String(contentsOfFile: key, encoding: .utf8)
    try await sandbox.done("audit rotate-key")
    // As if it had ended between the event and the new key's name.
    try FileManager.default.moveItem(atPath: key, toPath: next)
    try old.write(toFile: key, atomically: true, encoding: .utf8)
    try await sandbox.done("member add bo --name Bo --role asker")
    #expect(!FileManager.default.fileExists(atPath: next))
    try await sandbox.done("audit verify")
    // As if it had ended before the event: the key that waits is of no use to anybody.
    let waiting = String(repeating: "ab", count: 32)
    try waiting.write(toFile: next, atomically: true, encoding: .utf8)
    try await sandbox.done("member add cy --name Cy --role asker")
    try await sandbox.done("audit rotate-key")
    try await sandbox.done("audit verify")
    #expect(try String(contentsOfFile: key, encoding: .utf8).hasPrefix(waiting))
  }
}
