import ArgumentParser
import Witan
import WitanHTTP
import WitanStudy

/// `witan study replay`: the real router and the real rule on the answers of a recorded study.
struct StudyReplay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Ask the people of a recorded study again.",
    usage: "witan study replay --study <folder> [options]",
    discussion: examples(
      "witan study replay --study study", "witan study replay --study study --sightings first",
      "witan study replay --study study --feedback truth --json",
      note: """
        The folder has items.csv (item, region, truth), answers.csv (item,
        expert, taxon, first_sighting), experts.csv (expert, home_region) and
        taxonomy.csv (taxon, rank, parent, dangerous). Items come in the order
        of each seed; the router chooses whom to ask, one by one; the rule says
        when to stop. The last three quarters are scored. The truth is never
        shown before a verdict. Needs no data folder.

        The router is the community's, set for people who are all there and
        known to have answered: waves of one, no newcomers' seats, requests
        without a price, a daily budget that keeps to --share-cap. Each of its
        choices is written down with what it knew, read again and made again;
        exits with 8 where one comes out otherwise.
        """))

  /// Whether the truth is told after each verdict.
  enum Feedback: String, CaseIterable, ExpressibleByArgument { case none, truth }
  /// Which recorded answers may be had.
  enum Sightings: String, CaseIterable, ExpressibleByArgument { case all, first }

  @Option(help: ArgumentHelp("The folder of the study.", valueName: "folder"))
  var study: String
  @Option(help: ArgumentHelp("Orders of the items, by commas.", valueName: "numbers"))
  var seeds = "1,2,3,4,5"
  @Option(help: "Tell the truth after each verdict: none or truth.")
  var feedback = Feedback.none
  @Option(help: "Use all answers, or first: of people new to the species.")
  var sightings = Sightings.all
  @Option(help: ArgumentHelp("Most items for one person, plus ten.", valueName: "share"))
  var shareCap = 0.25
  @Option(help: ArgumentHelp("Most answers an item.", valueName: "count"))
  var maxAnswers = 12
  @Option(help: ArgumentHelp("Decide by this rule (JSON).", valueName: "file"))
  var rule: String?
  @Flag(help: "Print JSON.")
  var json = false

  /// Refuses seeds that are no numbers, and limits out of range.
  func validate() throws {
    guard !numbers.isEmpty, numbers.count == seeds.split(separator: ",").count else {
      throw ValidationError("--seeds needs whole numbers from 0, such as 1,2,3.")
    }
    guard shareCap > 0, shareCap <= 1 else {
      throw ValidationError("--share-cap needs a number above 0, at most 1.")
    }
    guard (1...1_000).contains(maxAnswers) else {
      throw ValidationError("--max-answers needs 1 to 1000.")
    }
  }

  /// Replays, and prints the scores.
  func run() async throws {
    let terminal = Terminal(isJSON: json)
    let report: ReplayReport
    do {
      let whole = try Study(folder: study)
      let world = World.real
      var settings = Replay.Settings()
      settings.isTruthTold = feedback == .truth
      settings.shareCap = shareCap
      settings.maxAnswers = maxAnswers
      report = try (sightings == .first ? whole.firstSightings : whole).replay(
        settings, rule: try Rule.chosen(rule), seeds: numbers,
        milliseconds: { world.now().milliseconds }
      ) { seed, done, count in
        if done % 100 == 0 || done == count {
          terminal.hint("seed \(seed): \(done) of \(count) items")
        }
      }
    } catch let fault as StudyFault {
      throw Failure(.badInput, "\(fault)", code: "invalid")
    }
    if json {
      try terminal.print(json: try JSONText.bytes(report))
    } else {
      var page = Page(terminal)
      page.add(report)
      try terminal.print(page)
    }
    guard report.receipts == report.receiptsDerived else { throw Failure(told: .broken) }
  }

  private var numbers: [UInt64] { seeds.split(separator: ",").compactMap { UInt64($0) } }
}
