import ArgumentParser
import Witan
import WitanHTTP

/// `witan community emergency-text`: what is said where nobody could be reached.
struct CommunityEmergencyText: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency-text", abstract: "Show or change what is said where nobody answers.",
    usage: "witan community emergency-text [<text>] [options]",
    discussion: examples(
      "witan community emergency-text",
      "witan community emergency-text \"Keep away, and call 112 or the poison centre.\"",
      note: """
        Askers read it as soon as nobody can be reached, and where the deadline
        passes without anything known. Stewards change it.
        """))

  @Argument(help: "The new text; without it the present one is shown.")
  var text: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let path = "/v1/community/emergency-text"
    let call =
      try text.map { Call(.put, path, body: try JSONText.bytes(EmergencyTextBody(text: $0))) }
      ?? Call(.get, path)
    try await reach.session().show(EmergencyTextBody.self, call) { $1.add($0.text) }
  }
}
