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
      "witan aggregate votes.csv --taxonomy taxa.csv --workers skills.csv",
      note: """
        The file has a header and the columns task, worker, label; it may be
        gzip, and "-" is standard input. Labels go to stdout, or to a file
        with -o. With --truth the scores go to stdout, and labels only to -o.
        --json prints the counts of the file and the rounds and scores of each
        method; labels and skills go to -o and --workers. Needs no data folder.
        A worker's different labels of one task are a vote each.

        Methods: witan (default), majority, wawa, dawid-skene, dawid-skene-ml,
        fast-dawid-skene, one-coin, glad, mace, zbs, kos, ibcc, ebcc, la, la2,
        bwa, iwmv, plantnet; or all.

        With --taxonomy (a CSV file with the columns taxon, rank, parent) labels
        are taxa of any rank, and an empty label, like the root, says "can't
        tell". Then witan reasons over the tree: it calls the likeliest species
        and, beside it, the finest taxon that is settled at 95 %. inat is
        iNaturalist's community taxon. Both count one answer a worker and task:
        the finest, if the others lie above it; who contradicts himself is left
        out there. All other methods take the names as labels that have nothing
        in common, and leave out "can't tell".
        """))

  @Argument(help: "The file of votes.")
  var votes: String
  @Option(help: ArgumentHelp("How to tell.", valueName: "name"))
  var method = "witan"
  @Option(help: ArgumentHelp("The taxonomy of the labels.", valueName: "file"))
  var taxonomy: String?
  @Option(help: ArgumentHelp("A file with the columns task, label.", valueName: "file"))
  var truth: String?
  @Option(help: ArgumentHelp("Stop after so many rounds.", valueName: "n"))
  var rounds: Int?
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
    if posterior && output == nil && (truth != nil || json) {
      throw ValidationError("--posterior is of the labels: with --truth or --json they need -o.")
    }
    if let rounds, rounds < 1 { throw ValidationError("--rounds must be at least 1.") }
  }

  /// Reads the votes, runs the methods, writes what was asked for.
  func run() async throws {
    let terminal = Terminal(isJSON: json)
    let methods = try MethodCatalogue.methods(
      named: method, hasTaxonomy: taxonomy != nil, mostRounds: rounds)
    let names = try taxonomy.map { try TaxonNames(path: $0) }
    let ballots = try ballots(names) { terminal.hint("\($0) votes read ...") }
    for each in methods { try Aggregation.admit(each.name, each.method, on: ballots) }
    let truths = try truth.map { try self.truths($0, names, for: ballots, terminal) }
    let aggregations = try methods.map {
      try Aggregation($0.name, $0.method, on: ballots, truths: truths, terminal: terminal)
    }
    try write(aggregations[0], terminal)
    guard json || truth != nil || method == "all" else { return }
    guard let whole = ballots.whole else { return }
    let sheet = AggregationSheet(whole, aggregations)
    guard !json else { return try terminal.print(json: try JSONText.bytes(sheet)) }
    var page = Page(terminal)
    page.add(sheet)
    try terminal.print(page)
  }

  /// The votes of the file.
  private func ballots(_ names: TaxonNames?, progress: (Int) -> Void) throws -> Ballots {
    let file = VoteFile(path: votes)
    let columns = [taskColumn, workerColumn, labelColumn]
    guard let names else { return try file.ballots(columns, progress: progress) }
    return try file.ballots(columns, taxa: names, progress: progress)
  }

  /// The truths of a file; says of how many tasks there are no votes.
  private func truths(
    _ path: String, _ names: TaxonNames?, for ballots: Ballots, _ terminal: Terminal
  ) throws -> Truths {
    let truths = try VoteFile(path: path).truths([taskColumn, labelColumn], taxa: names)
    let voted = (ballots.whole?.tasks ?? []).count { truths[$0] != nil }
    if voted < truths.count {
      terminal.hint("\(truths.count - voted) truths are of tasks without votes.")
    }
    if ballots.untoldTasks > 0 {
      terminal.hint("\(ballots.untoldTasks) tasks have no label; only witan and inat tell them.")
    }
    guard voted > 0 else {
      throw Failure(.badInput, "\(path) has no truth of any task voted on.", code: "invalid")
    }
    return truths
  }

  /// Labels to the file or, where nothing else is printed, to stdout; skills to theirs.
  private func write(_ aggregation: Aggregation, _ terminal: Terminal) throws {
    guard method != "all" else { return }
    let labels = aggregation.labels(isWhole: posterior)
    if let output {
      try LocalFile.write(labels, to: output)
    } else if truth == nil && !json {
      try terminal.print(bytes: labels)
    }
    if let workers {
      try LocalFile.write(aggregation.workers(), to: workers)
    }
  }
}
