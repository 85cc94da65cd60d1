import Foundation
import Testing

@Suite struct `Badges` {
  /// A Python that has `joserfc`; nil for none.
  static let python: String? = {
    let environment = ProcessInfo.processInfo.environment
    let found = [environment["WITAN_VENV"], Sandbox.root.appending(path: ".venv").path]
      .compactMap { $0 }.map { "\($0)/bin/python" }.first { path in
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-c", "import joserfc"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
      }
    if found == nil { print("SKIPPED: PyPI's joserfc is not installed (tools/setup --tests)") }
    return found
  }()
  /// Whether the reader is run: in CI always, so that one that is missing fails.
  static let isRun = python != nil || ProcessInfo.processInfo.environment["CI"] != nil

  /// A community whose three experts answered six questions alike.
  private func proved() async throws -> (sandbox: Sandbox, questions: [String]) {
    let sandbox = try await Sandbox.founded()
    var questions: [String] = []
    for _ in 0..<6 {
      let question = try await sandbox.ask()
      try await sandbox.answerAll(question)
      questions.append(question)
    }
    return (sandbox, questions)
  }

  private func badges(_ sandbox: Sandbox, of handle: String) async throws -> [[String: Any]] {
    let sheet = try await sandbox.json("badge list \(handle) --as tomas")
    return try #require(sheet["items"] as? [[String: Any]])
  }

  @Test func `follow from the record, and go when an outcome takes back what they lean on`()
    async throws
  {
    let (sandbox, questions) = try await proved()
    #expect(try await sandbox.done("badge list asha --as asha") == "No badges.\n")
    #expect(try await sandbox.run("badge award --subject snakes --as asha").status == 4)
    let said = try await sandbox.done("badge award --subject snakes --as tomas")
    #expect(said.contains("Viperidae in Asia"), "\(said)")
    let mine = try await badges(sandbox, of: "asha")
    #expect(mine.count == 1 && mine[0]["withdrawnAt"] == nil)
    #expect(Set(mine[0]["questions"] as? [String] ?? []).isSubset(of: questions))
    let id = try #require(mine[0]["id"] as? String)
    let again = try await sandbox.json("badge award --subject snakes --as tomas")
    #expect((again["items"] as? [Any])?.isEmpty == true, "nobody holds the same twice")
    #expect(try await sandbox.done("member show asha --as tomas").contains("proved in Viperidae"))
    #expect(try await sandbox.done("badge show asha \(id) --as asha").contains(questions[0]))
    #expect(try await sandbox.run("badge list asha --as devi").status == 4)
    #expect(try await sandbox.done("audit verify").hasPrefix("CLEAN"))
    for question in questions.prefix(4) {
      try await sandbox.done("outcome \(question) 'Eryx conicus' --ground 'a voucher' --as tomas")
      // The next change lets the clock look at what leaned on it.
      try await sandbox.done("member languages asha --language en --as asha")
    }
    let after = try await badges(sandbox, of: "asha")
    let because = try #require(after.first?["because"] as? String, "\(after)")
    #expect(questions.contains(because))
    #expect(try await sandbox.done("badge list asha --as asha").contains("withdrawn:"))
    let refused = try await sandbox.run(
      ["badge", "export", id, "--as", "asha"],
      environment: ["WITAN_PUBLIC_URL": "https://snakes.example"])
    #expect(refused.status == 6 && refused.errors.contains("withdrawn"), "\(refused.errors)")
    let verified = try await sandbox.run("audit verify")
    #expect(verified.output.hasPrefix("CLEAN"), "\(verified.output)")
  }

  @Test(.enabled(if: isRun, "no python with joserfc"))
  func `exported by a server are read by a reader that is not ours`() async throws {
    let (sandbox, _) = try await proved()
    try await sandbox.done("badge award --subject snakes --as tomas")
    let id = try #require(try await badges(sandbox, of: "asha")[0]["id"] as? String)
    let tokens = try await sandbox.tokens(["asha", "devi"])
    #expect(try await sandbox.run("badge export \(id) --as asha").status == 6, "no public URL")
    try await sandbox.serving(["--public-url", "https://snakes.example"]) { address in
      func fetch(_ path: String, as handle: String) async throws -> Sandbox.Run {
        try await sandbox.curl([
          "--fail", "-H", "Authorization: Bearer \(tokens[handle] ?? "")", "\(address)\(path)",
        ])
      }
      let jwt = try await fetch("/v1/badges/\(id)/credential", as: "asha")
      try #require(jwt.status == 0, "\(jwt.errors)")
      #expect(try await fetch("/v1/badges/\(id)/credential", as: "devi").status != 0)
      let keys = try await sandbox.curl(["--fail", "\(address)/v1/badges/keys"])
      let revoked = try await sandbox.curl(["--fail", "\(address)/v1/badges/revocations"])
      #expect(revoked.output.contains("\"revokedCredential\":[]"), "\(revoked.output)")
      for (name, text) in [("jwt", jwt.output), ("keys", keys.output)] {
        try Data(text.utf8).write(to: sandbox.folder.appending(path: name))
      }
      try Data(Self.reader.utf8).write(to: sandbox.folder.appending(path: "read.py"))
      let python = try #require(Self.python, "PyPI's joserfc is not installed")
      let read = try await sandbox.shell("\(python) read.py")
      #expect(read.status == 0 && read.output.hasPrefix("READ Proved in Viperidae"), "\(read)")
      let path = try #require(read.output.split(separator: " ").last)
        .trimmingCharacters(in: .newlines).replacing("https://snakes.example", with: address)
      let key = try await sandbox.curl(["--fail", path])
      #expect(key.status == 0 && key.output.contains("\"RS256\""), "\(key.errors)")
    }
    let mode = try FileManager.default.attributesOfItem(atPath: "\(sandbox.data)/badges.key")
    #expect(mode[.posixPermissions] as? Int == 0o600)
  }

  /// Reads the credential by joserfc, and sees that a changed one is refused.
  private static let reader = """
    import base64, json
    from joserfc import jwt
    from joserfc.jwk import KeySet
    text = open("jwt").read().strip()
    keys = json.load(open("keys"))
    head = json.loads(base64.urlsafe_b64decode(text.split(".")[0] + "=="))
    assert head["alg"] == "RS256" and head["kid"].endswith(keys["keys"][0]["kid"]), head
    keys["keys"][0]["kid"] = head["kid"]
    keys = KeySet.import_key_set(keys)
    claims = jwt.decode(text, keys, algorithms=["RS256"]).claims
    assert "OpenBadgeCredential" in claims["type"] and claims["jti"] == claims["id"], claims
    jwt.JWTClaimsRegistry(iss={"essential": True, "value": "https://snakes.example"},
                          sub={"essential": True}).validate(claims)
    parts = text.split(".")
    parts[1] = parts[1][:-8] + ("A" if parts[1][-8] != "A" else "B") + parts[1][-7:]
    try:
        jwt.decode(".".join(parts), keys, algorithms=["RS256"])
        raise SystemExit("a changed credential was read")
    except Exception as error:
        assert "ignature" in type(error).__name__ + str(error), error
    print("READ", claims["name"], head["kid"])
    """
}
