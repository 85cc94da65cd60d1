import Foundation
import Testing

@Suite struct `Exit codes` {
  @Test(arguments: [
    "nonsense", "ask", "ask text --subject snakes --urgency soon", "answer q-1",
    "answer q-1 Daboia --cannot-tell", "audit prove", "audit prove 1 --from 2",
    "list --data here --server http://localhost:1", "list --data here --token wt_x",
    "list --server http://localhost:1 --as me", "serve --port many",
  ])
  func `64: the line is wrong`(line: String) async throws {
    let run = try await Sandbox().run(line)
    #expect(run.status == 64, "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func `65, 4, 5 and 6, each with one line and a code`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    let cases: [(String, Int32, String)] = [
      ("ask 'What?' --subject snakes --place XX", 65, "unknown-place"),
      ("ask ' ' --subject snakes", 65, "invalid"),
      ("ask 'What?' --subject snakes --photo missing.jpg", 65, "file"),
      ("ask 'What?' --subject snakes --photo \(sandbox.data)/ledger.key", 65, "photo-unreadable"),
      ("list --limit 0", 65, "invalid"),
      ("member add x --name X --role asker", 65, "invalid"),
      ("member add abc --name Abc --role asker --as asha", 4, "not-allowed"),
      ("audit verify --as mehta", 4, "not-allowed"),
      ("queue --as mehta", 4, "not-allowed"),
      ("coverage --as asha", 4, "not-allowed"),
      ("coverage --least 0", 65, "invalid"),
      ("coverage --subject stones", 5, "not-found"),
      ("show q-0000000000000", 5, "not-found"),
      ("show a/b", 5, "not-found"),
      ("show ''", 5, "not-found"),
      ("list --as nobody", 5, "not-found"),
      ("ask 'What?' --subject stones", 5, "not-found"),
      ("audit prove 100000", 5, "not-found"),
      ("answer \(id) 'Daboia russelii' --as asha", 6, "already-answered"),
      ("member add asha --name A --role asker", 6, "exists"),
      ("init \(sandbox.data)", 6, "exists"),
    ]
    for (line, status, code) in cases {
      let run = try await sandbox.run(line)
      #expect(run.status == status, "\(line): \(run.errors)")
      #expect(run.output.isEmpty, "\(line)")
      #expect(
        run.errors.hasPrefix("witan: ") && run.errors.hasSuffix(" [\(code)]\n"), "\(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
  }

  @Test func `65: a taxon that nobody knows names the nearest`() async throws {
    let sandbox = try await Sandbox.founded()
    let id = try await sandbox.ask()
    let run = try await sandbox.run("answer \(id) 'Daboia russeli' --as asha")
    #expect(run.status == 65)
    #expect(run.errors.contains("Did you mean Daboia russelii"))
    #expect(run.errors.hasSuffix("[unknown-taxon]\n"))
  }

  @Test func `3: the question is not settled`() async throws {
    let sandbox = try await Sandbox.founded()
    let id = try await sandbox.ask()
    #expect(try await sandbox.run("show \(id) --as mehta").status == 3)
    let waited = try await sandbox.run("ask 'And this?' --subject snakes --wait 1 --as mehta")
    #expect(waited.status == 3)
    #expect(waited.output.contains("Nothing can be said yet."))
  }

  @Test func `8: verify and replay name every broken place`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    try await sandbox.done("audit checkpoint -o kept")
    try sandbox.replace("Which snake is this?", by: "Whose snake is this?")
    for command in ["verify", "replay"] {
      let run = try await sandbox.run("audit \(command)")
      #expect(run.status == 8, "\(run.errors)")
      #expect(run.output.contains("question \(id)"), "\(run.output)")
    }
    let report = try await sandbox.run("audit verify --json")
    #expect(report.status == 8)
    #expect(report.output.contains("\"faultCount\""))
  }

  @Test func `8: a checkpoint of another history`() async throws {
    let (first, _) = try await Sandbox.settled()
    let (second, _) = try await Sandbox.settled()
    let file = first.folder.appending(path: "kept").path
    try await first.done("audit checkpoint -o \(file)")
    let run = try await second.run("audit verify --against \(file)")
    #expect(run.status == 8)
    #expect(run.output.contains("older checkpoint"))
  }

  @Test func `65: a file that is no checkpoint`() async throws {
    let sandbox = try await Sandbox.founded()
    let file = sandbox.folder.appending(path: "slip")
    try Data("{}".utf8).write(to: file)
    let run = try await sandbox.run("audit verify --against \(file.path)")
    #expect(run.status == 65 && run.errors.contains("no signed checkpoint"), "\(run)")
  }

  @Test func `8 and 70: a database that cannot be read`() async throws {
    let (sandbox, _) = try await Sandbox.settled()
    try sandbox.ruin()
    #expect(try await sandbox.run("doctor").status == 8)
    #expect(try await sandbox.run("audit verify").status == 8)
    let run = try await sandbox.run("list")
    #expect(run.status == 70, "\(run.errors)")
    #expect(run.errors.hasSuffix(" [internal]\n"))
  }

  @Test func `8: a table that is gone`() async throws {
    for table in ["skill", "answer", "node", "sqlar"] {
      let (sandbox, _) = try await Sandbox.settled()
      try sandbox.change("DROP TABLE \(table)")
      let run = try await sandbox.run("audit verify --as ines")
      #expect(run.status == 8, "\(table): \(run.errors)")
      #expect(run.output.contains("without \(table)"), "\(run.output)")
    }
  }

  @Test func `8: rows that bear another community's name`() async throws {
    let (sandbox, _) = try await Sandbox.settled()
    try sandbox.change(
      "INSERT INTO sqlar VALUES ('photos/evil', 41471, 0, 1, 'c-other', 'x', x'61')")
    let run = try await sandbox.run("audit verify --as ines")
    #expect(run.status == 8)
    #expect(run.output.contains("rows of another community: 1"), "\(run.output)")
    #expect(run.output.contains("another mode or time: 1"))
  }

  @Test func `64: a port that is none`() async throws {
    let sandbox = try await Sandbox.founded()
    #expect(try await sandbox.run("serve --port 99999").status == 64)
    #expect(try await sandbox.run("serve --port=-1").status == 64)
  }

  @Test func `69: no folder, no key, no server`() async throws {
    let sandbox = try await Sandbox.founded()
    for line in [
      "list --data nowhere", "doctor --data nowhere", "list --server http://127.0.0.1:9",
    ] {
      let run = try await sandbox.run(line)
      #expect(run.status == 69, "\(line): \(run.errors)")
    }
    try FileManager.default.removeItem(atPath: "\(sandbox.data)/ledger.key")
    #expect(try await sandbox.run("member add abc --name Abc --role asker").status == 69)
    #expect(try await sandbox.run("doctor").status == 69)
  }

  @Test func `a refused init leaves nothing`() async throws {
    let sandbox = try Sandbox()
    let run = try await sandbox.run("init new --steward 'Not A Handle'")
    #expect(run.status == 65)
    let demo = try await sandbox.run("init other --demo nowhere")
    #expect(demo.status == 65)
    let left = try FileManager.default.contentsOfDirectory(atPath: sandbox.folder.path)
    #expect(left.isEmpty, "\(left)")
  }
}

extension Sandbox {
  private var archive: URL { URL(fileURLWithPath: "\(data)/community.sqlite") }

  /// Changes a text wherever it stands in the archive's file.
  fileprivate func replace(_ old: String, by new: String) throws {
    var content = try Data(contentsOf: archive)
    while let range = content.range(of: Data(old.utf8)) {
      content.replaceSubrange(range, with: Data(new.utf8))
    }
    try content.write(to: archive)
  }

  /// Changes the archive's file behind the program's back.
  fileprivate func change(_ sql: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", archive.path, sql]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "sqlite3 is needed: tools/setup --tests")
  }

  /// Overwrites the page on which the question stands.
  fileprivate func ruin() throws {
    var content = try Data(contentsOf: archive)
    let text = try #require(content.range(of: Data("Which snake is this?".utf8)))
    let start = text.lowerBound / 4096 * 4096
    content.replaceSubrange(start..<start + 4096, with: Data(repeating: 0xA5, count: 4096))
    try content.write(to: archive)
  }
}
