import ArgumentParser
import Ledger
import Witan
import WitanHTTP

/// `witan witness`: signs for others that their ledgers only grew.
struct WitnessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness", abstract: "Sign for others that their ledgers only grew.",
    discussion: examples(
      "witan witness init ~/witness --name witness.example/w1",
      "witan witness trust ~/witness demo.example+1a2b3c4d+AZ...",
      "witan witness serve ~/witness --port 8090",
      note: """
        A witness remembers the last checkpoint that it signed of each ledger and
        signs the next only if it was proved to hold the last: so nobody can show
        two histories to two people, or take one back. Run it where those who run
        the community cannot reach it. It needs no data folder.
        """),
    subcommands: [WitnessInit.self, WitnessTrust.self, WitnessShow.self, WitnessServe.self])
}

/// `witan witness init`: makes a witness's folder.
struct WitnessInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a witness's folder, with a new key.",
    usage: "witan witness init <folder> --name <name>",
    discussion: examples(
      "witan witness init ~/witness --name witness.example/w1",
      note: """
        Never copy the folder to run it twice, nor bring it back from a backup: a
        witness that has forgotten what it signed may sign a fork.
        """))

  @Argument(help: "A new or empty folder.", completion: .directory)
  var folder: String
  @Option(help: ArgumentHelp("The witness's name in its signatures, like a host's."))
  var name: String
  @Flag(help: "Print JSON.")
  var json = false

  /// Makes it and prints the key that others need.
  func run() throws {
    let sheet = try WitnessFolder(path: folder).make(name: name, world: .real)
    try Terminal(isJSON: json).show(sheet) { $1.add($0) }
  }
}

/// `witan witness trust`: tells a witness a ledger's key.
struct WitnessTrust: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust", abstract: "Tell a witness a ledger, by the key that signs it.",
    usage: "witan witness trust <folder> <key>",
    discussion: examples(
      "witan witness trust ~/witness demo.example+1a2b3c4d+AZ...",
      note: """
        The key is what "witan init" printed, and what "witan audit keys" tells.
        Another key of the same name takes the place of the first; what was signed
        stays known.
        """))

  @Argument(help: "The witness's folder.", completion: .directory)
  var folder: String
  @Argument(help: "The ledger's key (C2SP signed-note).")
  var key: String
  @Flag(help: "Print JSON.")
  var json = false

  /// Remembers the key.
  func run() async throws {
    let verifier = try NoteVerifier(key)
    guard verifier.kind == .log else {
      throw Refusal.invalid(field: "key", reason: "it is a witness's key, not a ledger's")
    }
    let sheet = try await WitnessFolder(path: folder).trust(verifier)
    try Terminal(isJSON: json).show(sheet) { $1.add($0) }
  }
}

/// `witan witness show`: what a witness is and has signed.
struct WitnessShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a witness's key, and what it has signed.",
    usage: "witan witness show <folder>", discussion: examples("witan witness show ~/witness"))

  @Argument(help: "The witness's folder.", completion: .directory)
  var folder: String
  @Flag(help: "Print JSON.")
  var json = false

  /// Reads it.
  func run() throws {
    try Terminal(isJSON: json).show(WitnessFolder(path: folder).sheet()) { $1.add($0) }
  }
}

extension Terminal {
  /// Prints a value that comes from no API: as JSON, or laid out for people.
  func show<Value: Encodable>(_ value: Value, _ layout: (Value, inout Page) -> Void) throws {
    guard !isJSON else { return try print(json: try JSONText.bytes(value)) }
    var page = Page(self)
    layout(value, &page)
    try print(page)
  }
}
