import ArgumentParser
import Witan
import WitanHTTP

/// `witan subject import`: defines a subject, with a taxonomy or without.
struct SubjectImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Define a subject, with its taxonomy (stewards).",
    usage: "witan subject import <id> [<file>] [options]",
    discussion: examples(
      "witan subject import snakes snakes.csv --title Snakes",
      "witan subject import workshop --title \"Workshop questions\"",
      note: """
        The file is CSV with the columns taxon, rank, parent, action, countries,
        names, synonyms. Without a file each question brings its own options.
        """))

  @Argument(help: "A short name for the subject.")
  var id: String
  @Argument(help: "The taxonomy.", completion: .file(extensions: ["csv"]))
  var file: String?
  @Option(help: ArgumentHelp("What people read; the name if not given.", valueName: "text"))
  var title: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let taxonomy = try file.map {
      UploadedFile(field: "taxonomy", bytes: try LocalFile.read($0))
    }
    let body = SubjectBody(id: id, title: title ?? id)
    try await reach.session().show(
      Subject.self, .post("/v1/subjects", body, files: [taxonomy].compactMap { $0 })
    ) { subject, page in
      let content = subject.taxonomy == nil ? "questions bring options" : "\(subject.taxa) taxa"
      page.add("\(subject.title) (\(subject.id)): \(content).")
    }
  }
}
