import ArgumentParser
import Witan
import WitanHTTP

/// `witan queue`: what awaits one's answer.
struct Queue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "List what awaits your answer, what you are worth most for first.",
    usage: "witan queue [options]",
    discussion: examples(
      "witan queue", "witan queue --as asha",
      note: """
        "open to all" stands at what anybody who qualifies may take.
        "ends soon" stands at what you hold and must answer or extend now. What
        closed within the last hour while you held it, or was taken back by a
        steward, is listed last.
        """))

  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    try await reach.session().show(QueueSheet.self, Call(.get, "/v1/queue")) { $1.add(queue: $0) }
  }
}
