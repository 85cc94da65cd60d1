import ArgumentParser
import Witan
import WitanHTTP

/// `witan badge`: what members are proved in, to be shown elsewhere.
struct BadgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "badge", abstract: "Show, award and export badges.",
    discussion: examples(
      "witan badge list asha", "witan badge award --subject snakes --as tomas",
      "witan badge export b-0c3k9xw5h2m4t -o asha.jwt --as asha",
      note: """
        A badge says that a member is proved in a branch of a subject in a region. It
        is awarded with each estimate of the skills, and withdrawn when an outcome
        overturns a verdict that it leaned on and it no longer holds.
        """),
    subcommands: [BadgeList.self, BadgeShow.self, BadgeAward.self, BadgeExport.self])
}

/// The badges as the API lists them.
struct BadgeItems: Codable {
  let items: [BadgeSheet]
}

/// `witan badge list`: a member's badges.
struct BadgeList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List a member's badges.",
    usage: "witan badge list <handle> [options]", discussion: examples("witan badge list asha"))

  @Argument(help: "The member's handle.")
  var handle: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let path = try PathName.member(handle, "badges")
    try session.print(BadgeItems.self, try await session.all(path)) { $1.add(badges: $0.items) }
  }
}

/// `witan badge show`: one badge with what it leans on.
struct BadgeShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a badge, and the questions that it leans on.",
    usage: "witan badge show <handle> <badge> [options]",
    discussion: examples("witan badge show asha b-0c3k9xw5h2m4t"))

  @Argument(help: "The member's handle.")
  var handle: String
  @Argument(help: "The badge.")
  var id: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let path = try PathName.member(handle, "badges")
    let all = try session.read(BadgeItems.self, try await session.all(path)).items
    guard let badge = all.first(where: { $0.id == id }) else {
      throw Refusal.notFound(kind: "badge", name: id)
    }
    try session.print(BadgeSheet.self, Reply(body: try JSONText.bytes(badge))) {
      $1.add(badge: $0)
    }
  }
}

/// `witan badge award`: awards those that are due.
struct BadgeAward: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "award", abstract: "Award the badges that are due in a subject (stewards).",
    usage: "witan badge award --subject <name> [options]",
    discussion: examples(
      "witan badge award --subject snakes",
      note: """
        Nobody chooses who gets one: what the record proves is awarded. A served
        folder does it by itself with each estimate of the skills.
        """))

  @Option(help: ArgumentHelp("The subject.", valueName: "name"))
  var subject: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let call = try Call.post("/v1/badges", BadgeLookBody(subject: subject))
    try await reach.session().show(BadgeItems.self, call) { $1.add(badges: $0.items) }
  }
}

/// `witan badge export`: a badge as others read it.
struct BadgeExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a badge as a signed credential.",
    usage: "witan badge export <badge> [-o <file>] [options]",
    discussion: examples(
      "witan badge export b-0c3k9xw5h2m4t -o asha.jwt --as asha",
      note: """
        Open Badges 3.0 as JWT (RS256). Its header names the address of the public
        key, below the public URL, which must be set; whether it still holds is told
        at /v1/badges/revocations there.
        """))

  @Argument(help: "The badge.")
  var id: String
  @Option(name: .shortAndLong, help: ArgumentHelp("Write it there.", valueName: "file"))
  var output: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let reply = try await session.call(Call(.get, try PathName.badge(id, "credential")))
    try session.keep(reply, as: "credential", in: output)
  }
}

extension Page {
  /// Badges, one a line.
  fileprivate mutating func add(badges: [BadgeSheet]) {
    guard !badges.isEmpty else { return add("No badges.") }
    table(
      ["badge", "member", "proved in", "judged", "since", "state"],
      badges.map { badge in
        [
          badge.id, badge.member ?? "(erased)", badge.words, String(badge.judged),
          String(badge.awardedAt.text.prefix(10)),
          badge.because.map { "withdrawn: outcome of \($0)" } ?? "holds",
        ]
      }, right: [3], flexible: 5)
  }

  /// One badge with what it leans on.
  fileprivate mutating func add(badge: BadgeSheet) {
    add("\(badge.member ?? "(erased)") is proved in \(badge.words).", .bold)
    fact("badge", badge.id)
    fact("subject", badge.subject)
    fact("awarded", "\(Wording.time(badge.awardedAt)), entry \(badge.entry)")
    fact("judged", Wording.count(badge.judged, "answer", "answers"))
    fact("withdrawn", badge.because.map { "as the outcome of \($0) took it back" })
    caption("The questions that it leans on")
    for question in badge.questions { add(question, indent: 2) }
  }
}
