import ArgumentParser
import Witan
import WitanHTTP

/// `witan watch`: follows a question until it is closed.
struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Follow a question until it is closed.",
    usage: "witan watch <id> [options]",
    discussion: examples(
      "witan watch q-0c3k9xw5h2m4t",
      "witan watch q-0c3k9xw5h2m4t --json | jq .phase",
      "witan watch q-0c3k9xw5h2m4t --stay",
      note: """
        Prints a line whenever the answer changes, and the verdict at the end; with
        --json one object a line. Exits with 3 if the question ends unsettled.
        With --stay it goes on after the end until the verdict is recalled.
        """))

  @Argument(help: "The question.")
  var id: String
  @Flag(help: "Go on after it is closed, until it is recalled.")
  var stay = false
  @OptionGroup var reach: Reach

  /// Looks again at all news, until the question is closed.
  func run() async throws {
    let session = try reach.session()
    let call = Call(.get, try PathName.question(id))
    var last: QuestionSheet?
    let stay = stay
    try await session.door.follow(id, stays: stay) {
      let reply = try await session.call(call)
      let sheet = try session.read(QuestionSheet.self, reply)
      if sheet != last { try line(sheet, reply, session) }
      last = sheet
      return !sheet.phase.isOpen
        && (!stay || sheet.recall?.acknowledgedAt == nil && sheet.recall != nil)
    }
    guard let last else { return }
    try session.printVerdict(last)
    try last.needsSettled()
  }

  private func line(_ sheet: QuestionSheet, _ reply: Reply, _ session: Session) throws {
    guard !session.terminal.isJSON else { return try session.terminal.print(jsonLine: reply.body) }
    var page = Page(session.terminal)
    page.add(news: sheet)
    try session.terminal.print(page)
  }
}

extension Session {
  /// The verdict under a line of its own; nothing where a program reads.
  fileprivate func printVerdict(_ sheet: QuestionSheet) throws {
    guard !terminal.isJSON else { return }
    var page = Page(terminal)
    page.space()
    page.add(sheet)
    try terminal.print(page)
  }
}

extension Page {
  /// How a question stands now, in a line.
  fileprivate mutating func add(news sheet: QuestionSheet) {
    let count = sheet.answers.map { Wording.count($0.count, "answer") } ?? "sealed"
    let likeliest = sheet.verdict?.leading.map { "\($0.taxon) \(percent($0.partsPerMillion))" }
    let at = sheet.verdict?.reachedAt ?? sheet.askedAt
    let recalled = sheet.recall.map { "recalled: now \($0.now.words)" }
    let parts = [Wording.clock(at), sheet.phase.rawValue, count, likeliest, recalled].compactMap {
      $0
    }
    add(parts.joined(separator: ", "), hang: 2)
  }
}
