import ArgumentParser

/// `witan study`: what Witan makes of recorded studies.
struct StudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study", abstract: "Replay a recorded study.",
    discussion: examples("witan study replay --study study --seeds 1,2,3"),
    subcommands: [StudyReplay.self])
}
