import ArgumentParser
import Witan
import WitanHTTP

/// `witan member languages`: which languages a member reads.
struct MemberLanguages: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "languages", abstract: "Set which languages a member reads.",
    usage: "witan member languages <handle> (--language <tag> ... | --all) [options]",
    discussion: examples(
      "witan member languages asha --language en --language kn",
      "witan member languages asha --all",
      note: """
        One's own, or anybody's as a steward. Questions in other languages are not
        brought to them.
        """))

  @Argument(help: "The member's handle.")
  var handle: String
  @Option(help: ArgumentHelp("A language they read (BCP 47); repeatable.", valueName: "tag"))
  var language: [String] = []
  @Flag(help: "They read every language.")
  var all = false
  @OptionGroup var reach: Reach

  /// Refuses no language that nobody asked for.
  func validate() throws {
    if language.isEmpty != all { throw ValidationError("Give --language, or --all.") }
  }

  /// One call.
  func run() async throws {
    let body = LanguagesBody(languages: language)
    let call = Call(
      .put, try PathName.member(handle, "languages"), body: try JSONText.bytes(body))
    try await reach.session().show(MemberSheet.self, call) { $1.add($0) }
  }
}
