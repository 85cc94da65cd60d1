import ArgumentParser
import Witan
import WitanHTTP
import WitanStudy

/// `witan simulate`: policies of asking on the same made-up community.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Compare ways of asking on a made-up community.",
    usage: "witan simulate [options]",
    discussion: examples(
      "witan simulate", "witan simulate --members 200 --days 2 --seeds 1 --svg week.svg",
      "witan simulate --attack ring --percent 20 --policies witan,broadcast",
      "witan simulate --attack brigade --sweep 0,20,40,60",
      note: """
        Members, their hours, answers and errors, and what they are asked, are
        drawn by each seed; every policy meets the same. The real router, rule
        and learning run on them, without a server. Needs no data folder.

        POLICIES
          witan      the router
          broadcast  everybody who is there, as in a group of a social network
          random     as many as the router's waves ask, by chance
          best       as many, always those with the best record

        ATTACKS, by a share of the members (--percent)
          ring       one harmless wrong name for everything
          sleepers   the same, honest until the middle of the time
          copycats   repeat what one of them would say
          whitewash  a ring that comes back under new names every day; a sweep
                     sets the same people under their old names beside it
          brigade    a ring that lies about one dangerous family only
          camouflage honest, but for one dangerous question in four

        PUBLISHED (Durso et al. 2021, DOI 10.1098/rsos.201273)
          27, 20 and 9 % of the people are right on at least 60, 70 and 80 %;
          67 % right at home where 43 % are away; a median answer takes 24 s,
          92 % come within 2 minutes; 5.4 times as many are there at 20 UTC as
          at 09 UTC.

        ASSUMED
          How people are spread over countries, how many are there at once
          (10 %), what a specialty (0.8 logit), a hard photo (spread 0.9) and
          practice (0.02 an answer, at most 0.8) do; how people err; 70 % of
          those there answer, 6 % of the others, after 10 minutes; of 1,000,
          20 join and 10 leave in a week; 5 % of questions have a known answer;
          with --drift half of so many lose 2 logits for good, half gain them;
          who is asked more often than they bear (30 a day) leaves for it with
          30 %.
        """))

  @Option(help: ArgumentHelp("Members at the beginning.", valueName: "count"))
  var members = 1_000
  @Option(help: ArgumentHelp("How many days.", valueName: "count"))
  var days = 7
  @Option(help: ArgumentHelp("Questions a day.", valueName: "count"))
  var questionsPerDay = 150
  @Option(help: ArgumentHelp("Questions of the record before.", valueName: "count"))
  var founding = 400
  @Option(help: ArgumentHelp("Communities, by commas.", valueName: "numbers"))
  var seeds = "1,2,3"
  @Option(help: ArgumentHelp("Who is asked, by commas.", valueName: "names"))
  var policies = "witan,broadcast,random,best"
  @Option(help: ArgumentHelp("Let some attack.", valueName: "name"), transform: kind)
  var attack: SimulatedAttack.Kind?
  @Option(help: ArgumentHelp("How many attack, in percent (20).", valueName: "share"))
  var percent: Int?
  @Option(help: ArgumentHelp("How many change in ability, in percent.", valueName: "share"))
  var drift = 0
  @Option(help: ArgumentHelp("Attack Witan by each of these shares.", valueName: "shares"))
  var sweep: String?
  @Option(help: ArgumentHelp("Decide by this rule (JSON).", valueName: "file"))
  var rule: String?
  @Option(help: ArgumentHelp("Draw into this file.", valueName: "file"))
  var svg: String?
  @Flag(help: "Print JSON.")
  var json = false

  /// Refuses what is no number, no policy, or out of range.
  func validate() throws {
    try require(10...20_000, members, "--members")
    try require(1...60, days, "--days")
    try require(1...20_000, questionsPerDay, "--questions-per-day")
    try require(0...20_000, founding, "--founding")
    try require(0...90, percent ?? 0, "--percent")
    try require(0...90, drift, "--drift")
    for share in shares ?? [] { try require(0...90, share, "--sweep") }
    try requireAll(numbers.count, of: seeds, "--seeds needs whole numbers from 0, such as 1,2,3.")
    try requireAll(
      chosen.count, of: policies, "--policies knows witan, broadcast, random and best.")
    if let sweep {
      try requireAll(shares?.count ?? 0, of: sweep, "--sweep needs shares such as 0,10,20.")
    }
    if attack == nil && (percent != nil || sweep != nil) {
      throw ValidationError("--percent and --sweep need --attack.")
    }
    if sweep != nil && percent != nil {
      throw ValidationError("--sweep goes without --percent.")
    }
  }

  /// Simulates, prints, draws.
  func run() async throws {
    let terminal = Terminal(isJSON: json)
    if let attack, let shares {
      let sweep = try Simulation.sweep(
        attack, percents: shares, settings, rule: try Rule.chosen(rule), seeds: numbers
      ) { tell("\($0) \($1) %", $2, $3, $4, terminal) }
      try show(sweep, terminal) { $0.add(sweep) }
      return try draw(SweepDrawing(sweep).text, terminal)
    }
    let report = try Simulation.compare(
      chosen, settings, rule: try Rule.chosen(rule), seeds: numbers
    ) { tell($0.rawValue, $1, $2, $3, terminal) }
    try show(report, terminal) { $0.add(report) }
    try draw(SimulationDrawing(report).text, terminal)
  }

  private func draw(_ picture: String, _ terminal: Terminal) throws {
    guard let svg else { return }
    try LocalFile.write(Array(picture.utf8), to: svg)
    terminal.hint("Drawn: \(svg)")
  }

  private func show(
    _ result: some Encodable, _ terminal: Terminal, _ lay: (inout Page) -> Void
  ) throws {
    guard !json else { return try terminal.print(json: try JSONText.bytes(result)) }
    var page = Page(terminal)
    lay(&page)
    try terminal.print(page)
  }

  private func tell(_ what: String, _ seed: UInt64, _ done: Int, _ all: Int, _ terminal: Terminal) {
    terminal.progress(done, all, "\(what), seed \(seed): question")
    if done == all { terminal.hint("\(what), seed \(seed): \(all) questions") }
  }

  private var settings: Simulation.Settings {
    var settings = Simulation.Settings()
    settings.members = members
    settings.days = days
    settings.questionsPerDay = questionsPerDay
    settings.foundingQuestions = founding
    settings.driftPercent = drift
    settings.attack = attack.map { SimulatedAttack($0, percent: percent ?? 20) }
    return settings
  }

  private var numbers: [UInt64] { seeds.split(separator: ",").compactMap { UInt64($0) } }
  private var shares: [Int]? { sweep?.split(separator: ",").compactMap { Int($0) } }
  private var chosen: [Simulation.Policy] {
    policies.split(separator: ",").compactMap { Simulation.Policy(rawValue: String($0)) }
  }

  private func require(_ range: ClosedRange<Int>, _ number: Int, _ name: String) throws {
    guard range.contains(number) else {
      throw ValidationError("\(name) needs \(range.lowerBound) to \(range.upperBound).")
    }
  }

  private static func kind(_ name: String) throws -> SimulatedAttack.Kind {
    guard let kind = SimulatedAttack.Kind(rawValue: name) else {
      let known = SimulatedAttack.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("known are \(known).")
    }
    return kind
  }

  private func requireAll(_ understood: Int, of list: String, _ reason: String) throws {
    guard understood > 0, understood == list.split(separator: ",").count else {
      throw ValidationError(reason)
    }
  }
}
