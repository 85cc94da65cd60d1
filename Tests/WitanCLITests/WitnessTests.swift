import Foundation
import Testing

@Suite struct `A witness` {
  /// A community, and a witness that was told of it.
  private func witnessed() async throws -> (sandbox: Sandbox, key: String) {
    let sandbox = try await Sandbox.founded()
    let made = try await sandbox.json("witness init w --name w.example")
    let keys = try await sandbox.json("audit keys")
    let items = try #require(keys["items"] as? [[String: Any]])
    let key = try #require(items.first?["key"] as? String)
    try await sandbox.done("witness trust w \(key)")
    return (sandbox, try #require(made["key"] as? String))
  }

  @Test func `cosigns what grew, and the checkpoint is believed with its word`() async throws {
    let (sandbox, key) = try await witnessed()
    try await sandbox.done("audit checkpoint -o a")
    try await sandbox.done("audit cosign a --witness w -o a.cosigned")
    try await sandbox.done("member add bo --name Bo --role asker")
    try await sandbox.done("audit checkpoint -o b")
    let printed = try await sandbox.done("audit cosign b --witness w")
    #expect(printed.contains("— w.example "))
    let verified = try await sandbox.done(
      "audit verify --against a.cosigned --witness-key \(key)")
    #expect(verified.contains("cosigned      w.example, "))
    let alone = try await sandbox.run("audit verify --against a --witness-key \(key)")
    #expect(alone.status == 8 && alone.output.contains("w.example has not cosigned it"))
    #expect(try await sandbox.run("audit verify --witness-key \(key)").status == 64)
    let proof = try await sandbox.done("audit prove 3 --checkpoint a.cosigned")
    #expect(proof.hasPrefix("c2sp.org/tlog-proof@v1\nindex 3\n"))
    #expect(proof.contains("— w.example "))
    let again = try await sandbox.run("audit cosign a --witness w")
    #expect(again.status == 6, "an older one after a newer: \(again.errors)")
    let shown = try await sandbox.done("witness show w")
    #expect(shown.contains(" entries") && shown.contains("cli.test"))
  }

  @Test func `signs neither a fork nor a rollback, nor for a stranger`() async throws {
    let (sandbox, _) = try await witnessed()
    // The fork begins here: a copy of the folder, with the ledger's own key.
    let fork = sandbox.folder.appending(path: "fork").path
    try FileManager.default.copyItem(atPath: sandbox.data, toPath: fork)
    try await sandbox.done("member add bo --name Bo --role asker")
    try await sandbox.done("audit checkpoint -o true")
    try await sandbox.done("audit cosign true --witness w")
    try await sandbox.done("member add eve --name Eve --role asker --data \(fork)")
    try await sandbox.done("audit checkpoint -o same-size --data \(fork)")
    let forked = try await sandbox.run("audit cosign same-size --witness w --data \(fork)")
    #expect(forked.status == 8 && forked.output.isEmpty, "\(forked.errors)")
    try await sandbox.done("member add eva --name Eva --role asker --data \(fork)")
    try await sandbox.done("audit checkpoint -o larger --data \(fork)")
    let unproved = try await sandbox.run("audit cosign larger --witness w --data \(fork)")
    #expect(unproved.status == 8 && unproved.output.isEmpty, "\(unproved.errors)")
    let stranger = try await sandbox.run("init other --origin other.test")
    #expect(stranger.status == 0)
    try await sandbox.done("audit checkpoint -o strange --data other")
    #expect(try await sandbox.run("audit cosign strange --witness w --data other").status == 5)
    #expect(try await sandbox.run("audit cosign missing --witness w").status == 65)
    #expect(try await sandbox.run("audit cosign true --witness nowhere").status == 69)
    // The true ledger goes on.
    try await sandbox.done("member add cy --name Cy --role asker")
    try await sandbox.done("audit checkpoint -o next")
    try await sandbox.done("audit cosign next --witness w")
  }

  @Test func `with a damaged memory does not sign`() async throws {
    let (sandbox, _) = try await witnessed()
    try await sandbox.done("audit checkpoint -o a")
    let memory = sandbox.folder.appending(path: "w/witness.json")
    try Data("{}".utf8).write(to: memory)
    let run = try await sandbox.run("audit cosign a --witness w")
    #expect(run.status == 69 && run.errors.contains("must not sign"), "\(run.errors)")
    #expect(try await sandbox.run("witness init w --name w.example").status == 6)
  }
}
