import ArgumentParser
import Inference
import WitanHTTP

/// `witan aggregate`: what a file of votes says, by any method of the library.
struct Aggregate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aggregate", abstract: "Tell from a CSV file of votes what each task is.",
    usage: "witan aggregate <votes> [options]",
    discussion: examples(
      "witan aggregate votes.csv", "witan aggregate votes.csv.gz --method glad -o labels.csv",
      "witan aggregate votes.csv --method all --truth truth.csv",
      note: """
        The file has a header and the columns task, worker, label; it may be
        gzip, and "-" is standard input. Labels go to stdout, or to a file
        with -o. With --truth the scores go to stdout, and labels only to -o.
        Needs no data folder. Methods: witan (default), majority, wawa,
        dawid-skene, dawid-skene-ml, fast-dawid-skene, one-coin, glad, mace,
        zbs, kos, ibcc, ebcc, la, la2, bwa, iwmv, plantnet; or all.
        """))

  @Argument(help: "The file of votes.")
  var votes: String
  @Option(help: ArgumentHelp("How to tell.", valueName: "name"))
  var method = "witan"
  @Option(help: ArgumentHelp("A file with the columns task, label.", valueName: "file"))
  var truth: String?
  @Flag(help: "Write every label's probability, not the best only.")
  var posterior = false
  @Option(name: .shortAndLong, help: ArgumentHelp("Write labels here.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("Write each worker's skill here.", valueName: "file"))
  var workers: String?
  @Option(help: ArgumentHelp("The column of tasks.", valueName: "name"))
  var taskColumn = "task"
  @Option(help: ArgumentHelp("The column of workers.", valueName: "name"))
  var workerColumn = "worker"
  @Option(help: ArgumentHelp("The column of labels.", valueName: "name"))
  var labelColumn = "label"
  @Flag(help: "Print JSON.")
  var json = false

  /// Refuses files for labels where several methods run.
  func validate() throws {
    if method == "all" && (output != nil || workers != nil || posterior) {
      throw ValidationError("--method all prints a table; name one method to write labels.")
    }
  }

  /// Reads the votes, runs the methods, writes what was asked for.
  func run() async throws {
    let terminal = Terminal(isJSON: json)
    let methods = try MethodCatalogue.methods(named: method)
    let table = try VoteFile(path: votes).table([taskColumn, workerColumn, labelColumn]) {
      terminal.hint("\($0) votes read ...")
    }
    let truths = try truth.map { try self.truths($0, for: table, terminal) }
    let aggregations = methods.map {
      Aggregation($0.name, $0.method, on: table, truth: truths, terminal: terminal)
    }
    try write(aggregations[0], of: table, terminal)
    guard json || truth != nil || method == "all" else { return }
    let sheet = AggregationSheet(table, aggregations)
    guard !json else { return try terminal.print(json: try JSONText.bytes(sheet)) }
    var page = Page(terminal)
    page.add(sheet)
    try terminal.print(page)
  }

  private func truths(
    _ path: String, for table: NamedVoteTable, _ terminal: Terminal
  ) throws -> [Int] {
    let (labels, unvoted) = try VoteFile(path: path).truth([taskColumn, labelColumn], for: table)
    if unvoted > 0 { terminal.hint("\(unvoted) truths are of tasks without votes.") }
    guard labels.contains(where: { $0 >= 0 }) else {
      throw Failure(.badInput, "\(path) has no truth of any task voted on.", code: "invalid")
    }
    return labels
  }

  /// Labels to the file or, where nothing else is printed, to stdout; skills to theirs.
  private func write(
    _ aggregation: Aggregation, of table: NamedVoteTable, _ terminal: Terminal
  ) throws {
    guard method != "all" else { return }
    let labels = aggregation.labels(of: table, isWhole: posterior)
    if let output {
      try LocalFile.write(Array(labels.utf8), to: output)
    } else if truth == nil && !json {
      try terminal.print(labels)
    }
    if let workers {
      try LocalFile.write(Array(aggregation.workers(of: table).utf8), to: workers)
    }
  }
}
