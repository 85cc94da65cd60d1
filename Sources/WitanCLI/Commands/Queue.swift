import ArgumentParser
import Witan
import WitanHTTP

/// `witan queue`: what awaits one's answer.
struct Queue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: "List what awaits your answer, the first offered first.",
    usage: "witan queue [options]",
    discussion: examples("witan queue", "witan queue --as asha"))

  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    struct Reply: Decodable { let items: [QuestionSheet] }
    try await reach.session().show(Reply.self, Call(.get, "/v1/queue")) { $1.add(queue: $0.items) }
  }
}
