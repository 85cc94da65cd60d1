import Foundation
import Testing

@Suite struct `Help` {
  /// Every command of the program.
  static let commands = [
    "", "init", "serve", "community", "community emergency-text", "subject", "subject import",
    "subject list", "member", "member add", "member list", "member show", "member roles",
    "member availability", "member mail", "member identity", "token", "token new", "token list",
    "token revoke",
    "invite", "invite new", "invite list", "invite withdraw", "join", "sign-in", "session",
    "session list", "session end", "webhook", "webhook add", "webhook list", "webhook test",
    "webhook remove", "ask", "list",
    "show", "watch", "queue", "take", "answer", "extend", "pass",
    "hand-over", "add-photo", "photo", "option", "acknowledge", "route", "outcome", "coverage",
    "audit",
    "audit history", "audit search", "audit explain", "audit route", "audit verify", "audit prove",
    "audit checkpoint", "audit timestamp", "audit cosign", "audit keys", "audit rotate-key",
    "audit replay", "audit dossier", "audit prov", "audit whatif", "audit spot", "rule",
    "rule show",
    "rule propose", "rule approve", "witness", "witness init", "witness trust", "witness show",
    "witness serve", "aggregate", "backup", "doctor", "simulate",
  ]

  @Test(arguments: commands) func `shows examples and fits 80 columns`(command: String) async throws
  {
    let run = try await Sandbox().run("\(command) --help")
    #expect(run.status == 0)
    #expect(run.output.contains("EXAMPLES\n  witan \(command.split(separator: " ").first ?? "")"))
    for line in run.output.split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  @Test func `of the program lists every command and every exit code`() async throws {
    let run = try await Sandbox().run("--help")
    for command in Self.commands where !command.isEmpty && !command.contains(" ") {
      #expect(run.output.contains("\n  \(command) "), "\(command)")
    }
    for code in ["0", "3", "4", "5", "6", "8", "64", "65", "69", "70"] {
      #expect(run.output.contains(try Regex("\n +\(code)  [a-z]")), "\(code)")
    }
    try Golden.check(run.output, "help.txt", in: Sandbox())
  }

  @Test func `the version is one line`() async throws {
    let run = try await Sandbox().run("--version")
    #expect(run.status == 0)
    #expect(run.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `there are completions for the shell`(shell: String) async throws {
    let run = try await Sandbox().run("--generate-completion-script \(shell)")
    #expect(run.status == 0)
    #expect(run.output.contains("checkpoint"))
  }

  @Test(arguments: [
    ("shwo q-1", "witan show"), ("anwser", "witan answer"), ("audit verfy", "witan audit verify"),
    ("membr list", "witan member"), ("check", "witan audit"),
  ])
  func `a misspelt command names the nearest`(line: String, nearest: String) async throws {
    let run = try await Sandbox().run(line)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.split(separator: "\n").count == 1)
    if line == "check" {
      #expect(run.errors.contains("witan --help"))
    } else {
      #expect(run.errors.contains("Did you mean \"\(nearest)\"?"), "\(run.errors)")
    }
  }

  @Test func `a misspelt option names the nearest`() async throws {
    let run = try await Sandbox().run("ask text --subjct snakes")
    #expect(run.status == 64)
    #expect(run.errors.contains("--subject"))
  }
}
