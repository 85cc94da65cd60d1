import Foundation
import Testing

/// What witnesses and time-stamp authorities say goes where the record goes.
@Suite struct `What others say of the ledger` {
  private static let verifier = Sandbox.root.appending(path: "tools/verify-dossier").path

  /// A witness of the sandbox's ledger, served while the work lasts: its address and key.
  private func withWitness(
    _ sandbox: Sandbox, _ work: (_ url: String, _ key: String) async throws -> Void
  ) async throws {
    let made = try await sandbox.json("witness init w --name w.example")
    let keys = try await sandbox.json("audit keys")["items"] as? [[String: Any]]
    try await sandbox.done("witness trust w \(try #require(keys?.first?["key"] as? String))")
    let process = try sandbox.process(["witness", "serve", "w", "--port", "0"])
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    defer { kill(process.processIdentifier, SIGKILL) }
    var text = ""
    while !text.contains("(end with") {
      let part = errors.fileHandleForReading.availableData
      try #require(!part.isEmpty, "the witness ended: \(text)")
      text += String(decoding: part, as: UTF8.self)
    }
    let url = try #require(text.firstMatch(of: #/on (http:\S+) /#)).output.1
    try await work(String(url), try #require(made["key"] as? String))
  }

  /// What an address gives once it gives something.
  private func wait(_ sandbox: Sandbox, _ address: String) async throws -> String {
    let run = try await sandbox.curl([
      "--fail", "--retry", "60", "--retry-delay", "1", "--retry-all-errors", address,
    ])
    try #require(run.status == 0, "\(run.errors)")
    return run.output
  }

  @Test func `a served ledger is sent to its witnesses, and carries their word`() async throws {
    let (sandbox, question) = try await Sandbox.settled()
    let token = try #require(try await sandbox.tokens(["ines"])["ines"])
    try await withWitness(sandbox) { url, key in
      let said = try await sandbox.serving(["--witness", url, "--witness-key", key]) { address in
        let note = try await wait(sandbox, "\(address)/v1/ledger/checkpoint/cosigned")
        #expect(note.contains("\n— cli.test ") && note.contains("\n— w.example "))
        let proof = try await wait(sandbox, "\(address)/v1/ledger/proofs/3")
        #expect(proof.contains("\n— w.example "), "\(proof)")
        let online = ["--server", address, "--token", token]
        let made = try await sandbox.run(["audit", "dossier", question, "-o", "d.zip"] + online)
        #expect(made.status == 0, "\(made.errors)")
        let metrics = try await sandbox.curl(["\(address)/metrics"]).output
        #expect(metrics.contains("witan_witness_requests_total{result=\"cosigned\"} "))
        #expect(!metrics.contains("witan_witness_requests_total{result=\"cosigned\"} 0"))
      }
      #expect(!said.contains("no cosignature"), "\(said)")
      try await sandbox.done("audit checkpoint --cosigned -o kept")
      let verified = try await sandbox.done("audit verify --against kept --witness-key \(key)")
      #expect(verified.contains("cosigned      w.example, "))
      let read = try await sandbox.shell("\(Self.verifier) d.zip --witness '\(key)'")
      #expect(read.status == 0 && read.output.contains("w.example cosigned the first "))
      let other = try await sandbox.json("witness init w2 --name w2.example")
      let stranger = try #require(other["key"] as? String)
      let refused = try await sandbox.shell("\(Self.verifier) d.zip --witness '\(stranger)'")
      #expect(refused.status == 1 && refused.errors.contains("not cosigned by w2.example"))
    }
  }

  @Test func `a witness who has seen another history raises an alarm`() async throws {
    let sandbox = try await Sandbox.founded()
    let fork = sandbox.folder.appending(path: "fork").path
    try await withWitness(sandbox) { url, key in
      try FileManager.default.copyItem(atPath: sandbox.data, toPath: fork)
      try await sandbox.done("member add eve --name Eve --role asker --data \(fork)")
      try await sandbox.done("audit checkpoint -o ahead --data \(fork)")
      try await sandbox.done("audit cosign ahead --witness w --data \(fork)")
      let said = try await log(sandbox, url, key, until: "no cosignature")
      #expect(said.contains("an older file was put back") && said.contains("critical"), "\(said)")
      try await sandbox.done("member add cy --name Cy --role asker")
      try await sandbox.done("member add di --name Di --role asker")
      let again = try await log(sandbox, url, key, until: "no cosignature")
      #expect(again.contains("It has signed another history"), "\(again)")
      #expect(try await sandbox.run("audit checkpoint --cosigned").status == 5)
    }
    let gone = try await log(sandbox, "http://127.0.0.1:1", Self.someKey, until: "no cosignature")
    #expect(gone.contains("does not answer"), "\(gone)")
  }

  /// The verifier key of a witness who is not asked.
  private static let someKey =
    "w.example+e533421d+BAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"

  /// What a server says until it says this; the server is ended then.
  private func log(
    _ sandbox: Sandbox, _ url: String, _ key: String, until word: String
  ) async throws -> String {
    let server = try sandbox.process([
      "serve", "--port", "0", "--witness", url, "--witness-key", key,
    ])
    let errors = Pipe()
    server.standardError = errors
    server.standardOutput = FileHandle.nullDevice
    try server.run()
    var text = ""
    while !text.contains(word) {
      let part = errors.fileHandleForReading.availableData
      try #require(!part.isEmpty, "the server ended: \(text)")
      text += String(decoding: part, as: UTF8.self)
    }
    server.terminate()
    server.waitUntilExit()
    return text
  }

  @Test func `witnesses are named in pairs, by option, environment or file`() async throws {
    let sandbox = try await Sandbox.founded()
    #expect(try await sandbox.run("serve --port 0 --witness http://127.0.0.1:1").status == 64)
    #expect(
      try await sandbox.run("serve --port 0 --witness ftp://x --witness-key \(Self.someKey)").status
        == 65)
    for words in ["http://127.0.0.1:1", "http://127.0.0.1:1 nonsense"] {
      let run = try await sandbox.run("serve --port 0", environment: ["WITAN_WITNESSES": words])
      #expect(run.status == 65, "\(run.errors)")
    }
  }

  @Test func `time stamps are in backups, exports and dossiers`() async throws {
    let (sandbox, question) = try await Sandbox.settled()
    try await sandbox.withAuthority { url, ca in
      try await sandbox.done("audit timestamp --timestamp-authority \(url) --timestamp-ca \(ca)")
      try await sandbox.done("member add bo --name Bo --role asker")
      let sheet = try await sandbox.json("backup one.sqlite")
      let zip = try #require(sheet["testimony"] as? String)
      #expect(zip.hasSuffix("/backups/one.sqlite.testimony.zip"))
      let restored = try await sandbox.shell(
        """
        mkdir new && cp data/backups/one.sqlite new/community.sqlite && cp data/ledger.key new/ \
          && python3 -m zipfile -e data/backups/one.sqlite.testimony.zip new
        """)
      #expect(restored.status == 0, "\(restored.errors)")
      let checked = try await sandbox.json(
        "audit timestamp --check --timestamp-ca \(ca) --data new")
      #expect((checked["items"] as? [Any])?.count == 1)
      try await sandbox.done("audit verify --export out --as ines")
      let check = "openssl ts -verify -data $f.checkpoint -in $f.tsr -CAfile \(ca)"
      let exported = try await sandbox.shell(
        "for f in out/stamps/*.tsr; do f=${f%.tsr}; \(check) || exit 1; done")
      #expect(exported.status == 0 && exported.output.contains("Verification: OK"))
      try await sandbox.done("audit dossier \(question) -o d.zip --as ines")
      let read = try await sandbox.shell("\(Self.verifier) d.zip")
      #expect(read.status == 0 && read.output.contains("time stamps   of the first "))
      let steps = try await sandbox.shell(
        """
        mkdir d && cd d && python3 -m zipfile -e ../d.zip . \
          && f=$(ls stamps/*.tsr) && f=${f%.tsr} && \(check) && grep -c 'ts -verify' VERIFY.md
        """)
      #expect(steps.status == 0 && steps.output.contains("Verification: OK"), "\(steps.errors)")
      // Another checkpoint beside the token does not pass.
      let forged = try await sandbox.shell(
        """
        cd d && rm SEAL && cp checkpoint $(ls stamps/*.checkpoint) \
          && find . -type f ! -name SHA256SUMS -printf '%P\\n' | sort \
          | xargs sha256sum > SHA256SUMS \
          && \(Self.verifier) --unsealed .
        """)
      #expect(forged.status == 1 && forged.errors.contains("REFUSED  stamps/"), "\(forged)")
    }
  }

  @Test func `old backups go, with what stands beside them, where so many are kept`() async throws {
    let sandbox = try await Sandbox.founded()
    try await sandbox.withAuthority { url, ca in
      try await sandbox.done("audit timestamp --timestamp-authority \(url) --timestamp-ca \(ca)")
    }
    for name in ["a.sqlite", "b.sqlite", "c.sqlite"] { try await sandbox.done("backup \(name)") }
    let stranger = "\(sandbox.data)/backups/notes.txt"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: stranger))
    let sheet = try await sandbox.json("backup d.sqlite --keep 2")
    #expect((sheet["removed"] as? [String])?.count == 2)
    let left = try FileManager.default.contentsOfDirectory(atPath: "\(sandbox.data)/backups")
    #expect(
      left.sorted() == [
        "c.sqlite", "c.sqlite.testimony.zip", "d.sqlite", "d.sqlite.testimony.zip", "notes.txt",
      ])
    #expect(try await sandbox.run("backup --keep 0").status == 65)
  }

  @Test func `a rule of any name makes dossiers that the second verifier reads`() async throws {
    let sandbox = try await Sandbox.founded()
    try await sandbox.done("rule show -o rule.json --as tomas")
    let path = sandbox.folder.appending(path: "rule.json")
    let rule = try String(contentsOf: path, encoding: .utf8)
    try rule.replacing(#/"version": ?"[0-9]"/#, with: "\"version\":\"village-2\"")
      .write(to: path, atomically: true, encoding: .utf8)
    try await sandbox.done("member add lea --name Lea --role expert --subject snakes")
    try await sandbox.done("member roles lea --role steward --as tomas")
    let sheet = try await sandbox.json("rule propose rule.json --as tomas")
    let proposal = try #require((sheet["proposal"] as? [String: Any])?["id"] as? String)
    try await sandbox.done("rule approve \(proposal) --as lea")
    let question = try await sandbox.ask()
    try await sandbox.answerAll(question)
    try await sandbox.done("audit dossier \(question) -o d.zip --as ines")
    let read = try await sandbox.shell("\(Self.verifier) d.zip")
    #expect(read.status == 0 && read.output.contains("derived anew"), "\(read.errors)")
    #expect(try await sandbox.done("show \(question) --json --as mehta").contains("village-2"))
    try rule.replacing(#/"arithmetic": ?[0-9]/#, with: "\"arithmetic\":99")
      .replacing(#/"version": ?"[0-9]"/#, with: "\"version\":\"seven\"")
      .write(to: path, atomically: true, encoding: .utf8)
    let unknown = try await sandbox.run("rule propose rule.json --as tomas")
    #expect(unknown.status == 65 && unknown.errors.contains("by arithmetic "), "\(unknown.errors)")
  }
}
