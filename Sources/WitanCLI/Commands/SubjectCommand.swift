import ArgumentParser

/// `witan subject`: the fields of questions.
struct SubjectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subject", abstract: "Define and list the fields of questions.",
    discussion: examples(
      "witan subject import snakes snakes.csv --title Snakes", "witan subject list"),
    subcommands: [SubjectImport.self, SubjectList.self])
}
