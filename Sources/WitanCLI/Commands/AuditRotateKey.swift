import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit rotate-key`: lets a new key sign from now on.
struct AuditRotateKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate-key", abstract: "Let a new key sign the ledger from now on (stewards).",
    usage: "witan audit rotate-key [options]",
    discussion: examples(
      "witan audit rotate-key --data ~/snakes --as tomas",
      note: """
        Records the new key in the ledger, signed by the old one and the new. The
        checkpoint that holds this is signed by both, later ones by the new key
        alone; the old key is destroyed. End the server first. Then tell the new
        key to witnesses and whoever else keeps the old one. If the old key was
        stolen, keep a checkpoint from before and one from now elsewhere: see
        "audit verify --against".
        """))

  @OptionGroup var reach: FolderReach
  @Option(
    name: .customLong("as"), help: ArgumentHelp("The steward who does it.", valueName: "handle"))
  var handle: String?
  @Flag(help: "Print JSON.")
  var json = false

  /// Makes the key, records it, and destroys the old one.
  func run() async throws {
    let keys = try await reach.folder().rotateKey(as: handle, world: .real)
    let terminal = Terminal(isJSON: json)
    try terminal.show(KeyList(items: keys)) { list, page in
      page.add("Another key signs the ledger from now on.", .bold)
      page.add(list.items)
    }
    terminal.hint("Keep a copy of ledger.key elsewhere, in place of the old one.")
  }
}
