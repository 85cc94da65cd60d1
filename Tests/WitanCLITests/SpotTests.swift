import Testing

@Suite struct `A spot on the command line` {
  @Test func `is told to its asker, and to an auditor with a reason`() async throws {
    let sandbox = try await Sandbox.founded()
    let id = try await sandbox.ask("--spot -33.868820,151.209290 --seen-at 2026-01-02T03:04Z")
    let own = try await sandbox.run("show \(id) --as mehta")
    #expect(own.output.contains("-33.868820, 151.209290, seen 2026-01-02T03:04:00.000Z"), "\(own)")
    for handle in ["ines", "tomas"] {
      let others = try await sandbox.run("show \(id) --as \(handle)")
      #expect(others.output.contains("near -33.9, 151.3"), "\(others)")
      #expect(!others.output.contains("868820") && !others.output.contains("03:04"))
    }
    let shown = try await sandbox.done("audit spot \(id) --ground 'Inquiry 12' --as ines")
    #expect(shown == "-33.868820, 151.209290, seen 2026-01-02T03:04:00.000Z\n")
    #expect(try await sandbox.run("audit spot \(id) --ground x --as tomas").status == 4)
    #expect(try await sandbox.run("audit spot \(id) --as ines").status == 64)
    #expect(try await sandbox.done("audit verify --as ines").hasPrefix("CLEAN"))
    let bad = try await sandbox.run("ask x --subject snakes --spot 91,0 --as mehta")
    #expect(bad.status == 65 && bad.errors.contains("spot"))
  }
}
