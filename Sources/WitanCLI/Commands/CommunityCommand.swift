import ArgumentParser

/// `witan community`: what holds for the community as a whole.
struct CommunityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "community", abstract: "Show and change what holds for the whole community.",
    discussion: examples("witan community emergency-text"),
    subcommands: [CommunityEmergencyText.self])
}
