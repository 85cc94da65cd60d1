import ArgumentParser
import Witan
import WitanHTTP

/// `witan init`: makes a data folder and founds a community in it.
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a data folder and found a community in it.",
    usage: "witan init <folder> [options]",
    discussion: examples(
      "witan init ~/snakes --title \"Snakes of Karnataka\" --steward tomas",
      "witan init demo --demo fixtures/demo",
      note: """
        Prints the steward's token, once. The folder holds community.sqlite, all
        of the community, and ledger.key, which signs: keep a copy of it elsewhere.
        """))

  @Argument(help: "A new or empty folder.", completion: .directory)
  var folder: String
  @Option(help: ArgumentHelp("The community's title; the folder's name if not given."))
  var title: String?
  @Option(help: ArgumentHelp("The ledger's name in its checkpoints, like a host's."))
  var origin: String?
  @Option(help: ArgumentHelp("The first steward's handle.", valueName: "handle"))
  var steward = "steward"
  @Option(help: ArgumentHelp("The first steward's name.", valueName: "text"))
  var name: String?
  @Option(help: ArgumentHelp("A folder with a community.json to found.", valueName: "folder"))
  var demo: String?
  @Option(help: ArgumentHelp("What is said where nobody answers.", valueName: "text"))
  var emergencyText: String?
  @Flag(help: "Print JSON.")
  var json = false

  /// Plans, founds, and prints the tokens.
  func run() async throws {
    let terminal = Terminal(isJSON: json)
    var plan =
      try demo.map { try FoundingPlan(demo: $0, title: title) }
      ?? FoundingPlan(title: title, folder: folder, steward: steward, name: name)
    plan.emergencyText = emergencyText ?? plan.emergencyText
    let founded = try await Founding(plan: plan, origin: origin, world: .real).make(folder)
    let session = Session(
      door: FolderDoor(folder: DataFolder(path: folder), handle: nil), terminal: terminal)
    try session.print(Founded.self, Reply(body: try JSONText.bytes(founded))) { $1.add($0) }
    terminal.hint("The tokens are shown this once. Next: witan doctor --data \(folder)")
  }
}
