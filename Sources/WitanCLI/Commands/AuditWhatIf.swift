import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit whatif`: what a verdict, or all of them, would have been otherwise.
struct AuditWhatIf: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif", abstract: "Say what verdicts would have been otherwise.",
    usage: """
      witan audit whatif <id> --without <handle>
      witan audit whatif <id> --rule <file> | --method <name>
      witan audit whatif --all --rule <file>
      """,
    discussion: examples(
      "witan audit whatif q-0c3k9xw5h2m4t --without asha",
      "witan audit whatif q-0c3k9xw5h2m4t --method majority",
      "witan audit whatif --all --rule rule.json",
      note: """
        The first decides one verdict anew from the case as it stood: without one
        answer, by another rule (see "witan rule show -o"), or by a method of
        "witan aggregate" that suits it (bwa, dawid-skene, inat,
        iwmv, majority, one-coin, wawa, zbs).
        The second, the policy laboratory, replays the whole history under another
        rule: verdicts, lessons and estimates follow anew. Nothing is changed.
        Each says what it cannot tell.
        """))

  @Argument(help: "The question.")
  var id: String?
  @Option(help: ArgumentHelp("Leave out this one's answer.", valueName: "handle"))
  var without: String?
  @Option(help: ArgumentHelp("Decide by this rule.", valueName: "file"))
  var rule: String?
  @Option(help: ArgumentHelp("Decide by this method.", valueName: "name"))
  var method: String?
  @Flag(help: "All questions, by --rule.")
  var all = false
  @OptionGroup var reach: Reach

  /// Refuses a line that supposes nothing, or two things.
  func validate() throws {
    let count = [without, rule, method].compactMap { $0 }.count
    guard count == 1 else { throw ValidationError("Give one of --without, --rule and --method.") }
    guard all ? id == nil && rule != nil : id != nil else {
      throw ValidationError("Give a question, or --all --rule FILE.")
    }
  }

  /// One call, with progress on stderr.
  func run() async throws {
    let session = try reach.session()
    let terminal = session.terminal
    let path = try id.map { try PathName.question($0, "whatif") } ?? "/v1/audit/whatif"
    let call = Call(
      .post, path, body: try body(),
      progress: { terminal.progress($0, $1, "replaying entry") })
    if all {
      try await session.show(PolicyReport.self, call) { $1.add($0) }
    } else {
      try await session.show(WhatIf.self, call) { $1.add($0) }
    }
  }

  /// The rule goes as it stands in the file, so that the other side can say what is wrong with it.
  private func body() throws -> [UInt8] {
    if let rule {
      return Array("{\"rule\":".utf8) + (try LocalFile.read(rule)) + Array("}".utf8)
    }
    return try JSONText.bytes(
      ["without": without, "method": method].compactMapValues { $0 })
  }
}
