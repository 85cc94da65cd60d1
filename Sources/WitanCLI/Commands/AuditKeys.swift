import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit keys`: which key signed when.
struct AuditKeys: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Show which key signed the ledger when.",
    usage: "witan audit keys [options]",
    discussion: examples(
      "witan audit keys", "witan audit keys --server https://witan.example --json",
      note: """
        A checkpoint must be signed by the key of its size; an earlier key alone is
        not believed. With --json each key comes with the note by which the key
        before it handed over (C2SP signed-note).
        """))

  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    try session.print(KeyList.self, try await session.all("/v1/ledger/keys")) {
      $1.add($0.items)
    }
  }
}

/// The keys as the API lists them.
struct KeyList: Codable {
  let items: [KeyTerm]
}
