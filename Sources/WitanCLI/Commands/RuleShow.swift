import ArgumentParser
import Witan
import WitanHTTP

/// `witan rule show`: the rule in force, and the one that waits.
struct RuleShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the rule in force and the one proposed.",
    usage: "witan rule show [-o <file>] [options]",
    discussion: examples(
      "witan rule show", "witan rule show -o rule.json",
      note: """
        With -o the rule alone is written as JSON, to be changed and proposed; its
        version must then have a new name. Probabilities are parts per million.
        """))

  @Option(name: .shortAndLong, help: ArgumentHelp("Write it there.", valueName: "file"))
  var output: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let reply = try await session.call(Call(.get, "/v1/community/rule"))
    if let output {
      let sheet = try session.read(RuleSheet.self, reply)
      let text = JSONLayout.indented(try JSONText.bytes(sheet.rule))
      try LocalFile.write(Array(text.utf8), to: output)
      session.terminal.hint("Written to \(output).")
    }
    try session.print(RuleSheet.self, reply) { $1.add($0) }
  }
}
