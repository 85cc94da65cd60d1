import Foundation
import Testing

@Suite struct `Plain output` {
  @Test func `has no colours when it goes to a file`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    for line in ["show \(id)", "audit verify", "audit explain \(id)", "doctor", "list"] {
      let run = try await sandbox.run(line)
      #expect(!run.output.contains("\u{1B}"), "\(line)")
      #expect(!run.errors.contains("\u{1B}"), "\(line)")
    }
  }

  @Test func `on a terminal has colours, unless NO_COLOR or TERM say otherwise`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    let coloured = try await sandbox.onTerminal("show \(id)", ["TERM": "xterm"])
    #expect(coloured.contains("\u{1B}[1;97;41m"))
    for variables in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"]] {
      let plain = try await sandbox.onTerminal("show \(id)", variables)
      #expect(plain.contains("Treat as DANGEROUS"))
      #expect(!plain.contains("\u{1B}"), "\(variables)")
    }
  }

  @Test func `shows what could steer a terminal as text`() async throws {
    let sandbox = try await Sandbox.founded()
    let text = "safe\u{202E}gpj.exe\u{2066}"
    let run = try await sandbox.run(["ask", text, "--subject", "snakes", "--as", "mehta", "--json"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\\u202e"))
    #expect(!run.output.contains("\u{202E}"))
    let taken = try await sandbox.done("take --as asha")
    #expect(taken.contains("safe\\u{202E}gpj.exe\\u{2066}"))
  }

  @Test func `keeps hints and results apart`() async throws {
    let sandbox = try await Sandbox.founded()
    let asked = try await sandbox.run("ask 'Which?' --subject snakes --as mehta")
    #expect(asked.status == 0)
    #expect(asked.output.prefixMatch(of: /Asked: q-[0-9a-z]{13}\n/) != nil, "\(asked.output)")
    #expect(asked.output.contains(" is awake; 3 other experts are, 0 of\nthem here now."))
    #expect(asked.errors.contains("witan show q-"))
    let json = try await sandbox.run("ask 'Which?' --subject snakes --as mehta --json")
    #expect(json.errors.isEmpty)
  }
}

@Suite struct `Where a command works` {
  @Test func `a flag beats the environment, which beats the file`() async throws {
    let sandbox = try await Sandbox.founded()
    let config = sandbox.folder.appending(path: ".config/witan")
    try FileManager.default.createDirectory(at: config, withIntermediateDirectories: true)
    let file = config.appending(path: "config")
    try Data("# mine\ndata = \(sandbox.data)\nas = devi\n".utf8).write(to: file)
    func handle(_ line: String, _ variables: [String: String]) async throws -> String? {
      let run = try await sandbox.run(
        "member show --json \(line)",
        environment: ["WITAN_DATA": ""].merging(variables) { $1 })
      return try #require(run.output.firstMatch(of: /"handle": "([a-z]+)"/)).output.1.description
    }
    #expect(try await handle("", [:]) == "devi")
    #expect(try await handle("", ["WITAN_AS": "rupa"]) == "rupa")
    #expect(try await handle("--as asha", ["WITAN_AS": "rupa"]) == "asha")
    try Data("colour = red\n".utf8).write(to: file)
    let refused = try await sandbox.run("list")
    #expect(refused.status == 65)
    #expect(refused.errors.contains("line 1"))
  }
}

extension Sandbox {
  /// What the program prints on a terminal of its own (script(1) makes one).
  fileprivate func onTerminal(_ line: String, _ variables: [String: String]) async throws -> String
  {
    let file = folder.appending(path: "typescript")
    let process = try process([], environment: variables)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
    process.arguments = ["-q", "-c", "\(try Self.program().path) \(line)", file.path]
    process.standardOutput = FileHandle.nullDevice
    try await process.runToEnd()
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("Script ") }.joined(separator: "\n")
  }
}
