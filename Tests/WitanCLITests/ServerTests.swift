import Foundation
import Testing

@Suite struct `Through a server` {
  @Test func `the same commands work with a token`() async throws {
    let sandbox = try await Sandbox.founded()
    let tokens = try await sandbox.tokens(["tomas", "mehta", "asha"])
    try await sandbox.serving { url in
      let environment = ["WITAN_DATA": "", "WITAN_SERVER": url]
      func run(_ line: String, as handle: String) async throws -> Sandbox.Run {
        try await sandbox.run(
          line, environment: environment.merging(["WITAN_TOKEN": tokens[handle] ?? ""]) { $1 })
      }
      let photo = Sandbox.root.appending(path: "fixtures/demo/photo.jpg").path
      let asked = try await run(
        "ask 'Which snake?' --subject snakes --place IN-KA --photo \(photo) --json", as: "mehta")
      #expect(asked.status == 0, "\(asked.errors)")
      #expect(asked.output.contains("\"photos\": [\n"))
      let id = try #require(asked.output.firstMatch(of: /"id": "(q-[0-9a-z]+)"/)).output.1
      #expect(try await run("take \(id)", as: "asha").status == 0)
      #expect(try await run("extend \(id)", as: "asha").output.hasPrefix("Yours until "))
      let again = try await run("add-photo \(id) --photo \(photo)", as: "mehta")
      #expect(again.status == 6 && again.errors.hasSuffix("[exists]\n"), "\(again.errors)")
      #expect(try await run("answer \(id) Daboia", as: "asha").status == 0)
      #expect(try await run("show \(id)", as: "mehta").status == 3)
      #expect(try await run("audit verify", as: "tomas").status == 0)
      #expect(try await run("audit verify", as: "mehta").status == 4)
      #expect(try await run("doctor", as: "tomas").output.contains("All is well."))
      #expect(try await run("doctor", as: "mehta").status == 4)
      #expect(try await run("show q-0000000000000", as: "mehta").status == 5)
      let unsigned = try await sandbox.run("list", environment: environment)
      #expect(unsigned.status == 4)
      #expect(unsigned.errors.hasSuffix("[not-signed-in]\n"))
    }
  }

  @Test func `a question is followed to its end`() async throws {
    let sandbox = try await Sandbox.founded()
    let tokens = try await sandbox.tokens(["mehta"] + Sandbox.experts)
    try await sandbox.serving { url in
      func run(_ line: String, as handle: String) async throws -> Sandbox.Run {
        try await sandbox.run("\(line) --server \(url) --token \(tokens[handle] ?? "")")
      }
      let asked = try await run("ask 'Which snake?' --subject snakes --json", as: "mehta")
      let id = try #require(asked.output.firstMatch(of: /"id": "(q-[0-9a-z]+)"/)).output.1
      async let watched = run("watch \(id)", as: "mehta")
      for expert in Sandbox.experts {
        _ = try await run("answer \(id) 'Daboia russelii' --sure", as: expert)
      }
      let end = try await watched
      #expect(end.status == 0, "\(end.errors)")
      #expect(end.output.contains("Treat as DANGEROUS"))
    }
  }

  @Test func `who may ask no more is told what to do without an answer`() async throws {
    let sandbox = try await Sandbox.founded()
    let token = try #require(try await sandbox.tokens(["mehta"])["mehta"])
    try await sandbox.serving(["--question-limit", "1"]) { url in
      func ask() async throws -> Sandbox.Run {
        try await sandbox.run(
          "ask 'Which snake?' --subject snakes --server \(url) --token \(token)")
      }
      #expect(try await ask().status == 0)
      let refused = try await ask()
      #expect(refused.status == 69 && refused.errors.hasSuffix("[too-many-requests]\n"))
      #expect(refused.errors.contains("Treat it as dangerous and keep away."), "\(refused.errors)")
    }
  }

  @Test func `a second server on one folder is refused, and reading beside it works`() async throws
  {
    let sandbox = try await Sandbox.founded()
    try await sandbox.serving { _ in
      let second = try await sandbox.run("serve --port 0")
      #expect(second.status == 69)
      #expect(second.errors.hasSuffix("[folder-in-use]\n"), "\(second.errors)")
      #expect(try await sandbox.run("member list").status == 0)
      #expect(try await sandbox.run("audit verify").status == 0)
      #expect(try await sandbox.run("doctor").output.contains("held by another process"))
      let written = try await sandbox.run("member add abc --name Abc --role asker")
      #expect(written.status == 69)
    }
    #expect(try await sandbox.run("member add abc --name Abc --role asker").status == 0)
  }
}
