import Foundation
import Testing

@Suite struct `The coverage of a community` {
  /// Five questions from India settled by two, and one from Kenya that nobody answered.
  private func lived() async throws -> Sandbox {
    let sandbox = try await Sandbox.founded()
    for _ in 0..<5 { try await sandbox.answerAll(try await sandbox.ask()) }
    try await sandbox.done("ask 'And this?' --subject snakes --place KE --as mehta")
    try await sandbox.done(
      "member add noor --name Noor --role expert --subject snakes --home KE --zone Africa/Nairobi"
        + " --quiet 22:00-06:00")
    return sandbox
  }

  @Test func `is a table in plain letters, with holes in sentences, and a picture`() async throws {
    let sandbox = try await lived()
    let file = sandbox.folder.appending(path: "coverage.svg")
    let run = try await sandbox.run("coverage --as ines --svg \(file.path)")
    #expect(run.status == 0 && run.errors == "Written to \(file.path).\n", "\(run.errors)")
    #expect(run.output.utf8.allSatisfy { $0 < 128 })
    for line in run.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    try Golden.check(run.output, "coverage.txt", in: sandbox)
    let picture = try String(contentsOf: file, encoding: .utf8)
    #expect(picture.hasPrefix("<svg ") && picture.hasSuffix("</svg>\n"))
    #expect(picture.contains("No one is proved for"))
  }

  @Test func `of a young community says that nothing is known`() async throws {
    let sandbox = try await Sandbox.founded()
    let output = try await sandbox.done("coverage --subject workshop")
    #expect(output.contains("Nobody is proved in anything yet"))
    #expect(!output.contains("hole"))
  }
}
