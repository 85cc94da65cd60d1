import ArgumentParser
import Witan
import WitanHTTP

/// `witan subject list`: all subjects.
struct SubjectList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the subjects.",
    usage: "witan subject list [options]",
    discussion: examples("witan subject list"))

  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    struct Reply: Decodable { let items: [Subject] }
    let session = try reach.session()
    try session.print(Reply.self, try await session.all("/v1/subjects")) { reply, page in
      page.table(
        ["subject", "title", "taxa"],
        reply.items.map { [$0.id.text, $0.title, $0.taxonomy == nil ? "-" : String($0.taxa)] },
        right: [2], flexible: 1)
    }
  }
}
