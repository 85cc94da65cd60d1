import ArgumentParser
import Witan
import WitanHTTP

/// `witan coverage`: where and when there are people who can answer, and where the holes are.
struct CoverageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Show who is there, where and when (stewards and auditors).",
    usage: "witan coverage [--subject <name>] [--promises] [options]",
    discussion: examples(
      "witan coverage", "witan coverage --subject snakes --least 2",
      "witan coverage --svg coverage.svg", "witan coverage --fine --json",
      "witan coverage --promises",
      "witan coverage --json | jq -r .holes[].sentence",
      note: """
        For each branch of the taxonomy, world region and hour of the week: how
        many people are awake and have proved that they can tell, as a verdict
        asks of them. Then the holes, those that matter most first (what is
        dangerous, then by hours and how often it is asked), and when they come
        in the next seven days. With --fine the areas are subregions of UN M49 in
        place of the regions by which a verdict asks for proof. With --promises it
        shows instead how far the odds that askers were told came true.
        """))

  @Option(
    help: ArgumentHelp(
      "The subject; the one with most closed questions if not given.", valueName: "name"))
  var subject: String?
  @Option(
    help: ArgumentHelp("Fewer proved people are a hole; 1 if not given.", valueName: "number"))
  var least: Int?
  @Option(help: ArgumentHelp("Write a picture there as well.", valueName: "file"))
  var svg: String?
  @Flag(help: "By subregion (Southern Asia), of the latest questions.")
  var fine = false
  @Flag(help: "Show how far the promises to askers were kept.")
  var promises = false
  @OptionGroup var reach: Reach

  /// Refuses what the promises have no use for.
  func validate() throws {
    guard !promises || (least == nil && svg == nil && !fine) else {
      throw ValidationError("--promises goes with --subject alone")
    }
  }

  /// One call.
  func run() async throws {
    let session = try reach.session()
    var query: [String: String] = [:]
    query["subject"] = subject
    query["least"] = least.map(String.init)
    query["scale"] = fine ? Coverage.Scale.subregion.rawValue : nil
    if promises {
      let call = Call(.get, "/v1/coverage/promises", query: query)
      try await session.show(PromiseScore.self, call) { $1.add($0) }
      return
    }
    let reply = try await session.call(Call(.get, "/v1/coverage", query: query))
    if let svg {
      let map = try session.read(Coverage.self, reply)
      try LocalFile.write(Array(CoveragePicture(map).svg.utf8), to: svg)
      session.terminal.hint("Written to \(svg).")
    }
    let marks: CoverageMarks = session.terminal.isDrawing ? .drawn : .plain
    try session.print(Coverage.self, reply) { $1.add($0, marks: marks) }
  }
}
