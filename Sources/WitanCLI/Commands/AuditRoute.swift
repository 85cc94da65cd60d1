import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit route`: whom a question was brought to, and why these.
struct AuditRoute: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route", abstract: "Say who was asked, who was not, and why these.",
    usage: "witan audit route <id> [options]",
    discussion: examples(
      "witan audit route q-0c3k9xw5h2m4t",
      note: """
        Prints each wave's receipt: the best candidates with the parts of their
        scores, (skill + chance) x in time / price, how many others there were and
        why they were not asked, the seed of chance, and what was known of each:
        offers of the day and those pending, when last seen, the median seconds
        to an answer. Then hand-overs and offers made again. Runs the router
        again on what the record says it knew; exits with 8 when it chooses or
        opens otherwise.
        """))

  @Argument(help: "The question.")
  var id: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let call = Call(.get, try PathName.question(id, "routes"))
    let receipts = try session.read(RouteReceipts.self, try await session.call(call))
    try session.print(RouteReceipts.self, Reply(body: try JSONText.bytes(receipts))) {
      $1.add($0)
    }
    guard receipts.isDerived else { throw Failure(told: .broken) }
  }
}
