import ArgumentParser

/// `witan rule`: every number that a route or a verdict depends on.
struct RuleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rule", abstract: "Show and change the rule; a change needs two people.",
    discussion: examples(
      "witan rule show -o rule.json", "witan audit whatif --all --rule rule.json",
      "witan rule propose rule.json", "witan rule approve p-0c3k9xw5h2m4t"),
    subcommands: [RuleShow.self, RulePropose.self, RuleApprove.self])
}
