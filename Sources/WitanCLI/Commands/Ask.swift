import ArgumentParser
import Witan
import WitanHTTP

/// `witan ask`: puts a question to the community.
struct Ask: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Ask the community.",
    usage: "witan ask <text> --subject <name> [options]",
    discussion: examples(
      "witan ask \"Which snake is this?\" --subject snakes --photo a.jpg --place IN-KA",
      "witan ask \"And now?\" --subject snakes --urgency today --wait 120",
      "witan ask \"Which bolt?\" --subject workshop --option M6 --option M8",
      "witan ask \"Which snake is this?\" --subject snakes --place IN-KA --dry-run",
      note: """
        The exact spot is shown to whoever holds the question and to nobody else;
        others see the centre of a cell of 0.2 degrees, and the day.
        Place, time and device go from a photo. With --keep-original the files are
        kept too, as they came, for auditors and courts, who say what for; experts
        are never shown them, and "witan erase original" removes them.
        Prints the question's name, who is there and the odds of an answer; with
        --wait the verdict, once there is one.
        """))

  @Argument(help: "What you want to know.")
  var text: String
  @Option(help: ArgumentHelp("The field of the question.", valueName: "name"))
  var subject: String
  @Option(help: ArgumentHelp("A photo: JPEG, PNG, WebP or HEIC; at most 4.", valueName: "file"))
  var photo: [String] = []
  @Option(
    help: ArgumentHelp("A country (IN), its subdivision (IN-KA) or region.", valueName: "code"))
  var place: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where exactly, in degrees: 12.9716,77.5946.", valueName: "lat,lon"))
  var spot: String?
  @Option(
    help: ArgumentHelp("When it was seen there: 2026-11-22T05:00Z.", valueName: "instant"))
  var seenAt: String?
  @Option(help: ArgumentHelp("emergency, today or whenever.", valueName: "urgency"))
  var urgency = Urgency.emergency
  @Flag(help: "Keep the photos as they left the telephone, too.")
  var keepOriginal = false
  @Option(help: ArgumentHelp("A choice, where the subject has no taxonomy.", valueName: "text"))
  var option: [String] = []
  @Option(help: ArgumentHelp("The truth, for a hidden test; stewards only.", valueName: "taxon"))
  var known: String?
  @Option(help: ArgumentHelp("Ask only who reads it (BCP 47).", valueName: "tag"))
  var language: String?
  @Option(help: ArgumentHelp("Wait this long for a settled verdict.", valueName: "seconds"))
  var wait: Int?
  @Flag(help: "Only say who is there and what the odds are.")
  var dryRun = false
  @OptionGroup var reach: Reach

  /// Asks, and waits if told to.
  func run() async throws {
    let session = try reach.session()
    let body = AskBody(
      subject: subject, text: text, place: place, urgency: urgency,
      options: option.isEmpty ? nil : option, known: known, language: language,
      spot: spot, seenAt: seenAt, keepOriginal: keepOriginal ? true : nil)
    let files = try photo.map { UploadedFile(field: "photo", bytes: try LocalFile.photo($0)) }
    if dryRun { return try await promise(body, files, session) }
    let reply = try await session.call(.post("/v1/questions", body, files: files))
    guard let wait else { return try report(reply, session) }
    let id = try session.read(QuestionSheet.self, reply).id
    try await session.showWhenSettled(id, seconds: wait)
  }

  private func promise(
    _ body: AskBody, _ files: [UploadedFile], _ session: Session
  ) async throws {
    let query = ["dry-run": "true"]
    try await session.show(
      PromiseSheet.self, .post("/v1/questions", body, query: query, files: files)
    ) { $1.add(promise: $0) }
    session.terminal.hint("Nothing was asked.")
  }

  private func report(_ reply: Reply, _ session: Session) throws {
    let sheet = try session.print(QuestionSheet.self, reply) { sheet, page in
      page.add("Asked: \(sheet.id)", .bold)
      if let promise = sheet.promise { page.add(promise.sentence) }
      if sheet.originals?.isEmpty == false {
        page.add("The original file is kept. To remove it: witan erase original \(sheet.id)")
      }
      if sheet.verdict != nil || sheet.fallback != nil { page.add(standing: sheet) }
    }
    let look = "Look with: witan show \(sheet.id)"
    session.terminal.hint(
      sheet.phase == .gathering
        ? "A first word comes by \(Wording.time(sheet.deadline)), even if it is that nobody"
          + " answered.\n\(look)" : look)
  }
}
