import Witan
import WitanHTTP

extension Page {
  /// A question with all that its reader may see: the verdict first.
  mutating func add(_ sheet: QuestionSheet) {
    if let recall = sheet.recall { add(recall, of: sheet.id) }
    // What the truth overturned is told in a line; somebody in a hurry must not read it again.
    if sheet.recall?.reason != .outcome { add(standing: sheet) }
    if let wishes = sheet.photoWishes {
      space()
      add(Wording.photoWishes(wishes), .bold, hang: 2)
      add("Add it with: witan add-photo \(sheet.id) --photo FILE", indent: 2)
    }
    if let outcome = sheet.outcome {
      space()
      add("The truth: \(outcome.taxon), says \(outcome.by).", .bold)
      if let ground = outcome.ground { add(ground, indent: 2) }
      for sentence in outcome.dissent ?? [] { add(sentence, indent: 2) }
    }
    add(reasons: sheet)
    caption("Question \(sheet.id)")
    add(asked: sheet)
  }

  /// How many photos there are and how to see one; nil for none.
  private func photos(of sheet: QuestionSheet) -> String? {
    guard let last = sheet.photos.indices.last else { return nil }
    let which = last > 0 ? " --photo 1" : ""
    return "\(last + 1); to see \(last > 0 ? "one" : "it"):"
      + " witan photo \(sheet.id)\(which) -o FILE"
  }

  /// What was asked, without anything of the answers.
  mutating func add(asked sheet: QuestionSheet) {
    fact("asked", sheet.text ?? "(erased)")
    fact("subject", sheet.subject)
    fact("place", sheet.placeName)
    fact("spot", sheet.spot?.words)
    fact("options", sheet.options.joined(separator: ", "))
    fact("photos", photos(of: sheet))
    fact("originals", (sheet.originals ?? []).joined(separator: ", "))
    fact("asker", sheet.asker)
    fact("promised", sheet.promise?.sentence)
    fact("at", "\(sheet.asked(Wording.time)), \(sheet.urgency.rawValue)")
    if let mine = sheet.mine {
      let end = mine.endsAt.map { " until \(Wording.time($0))" } ?? ""
      fact("with you", "\(Wording.state(mine))\(end)")
    }
    fact("open to", sheet.opening.map(Wording.opening))
    if let assignments = sheet.assignments, !assignments.isEmpty {
      let states = assignments.map { "\($0.expert) (\($0.state))" }
      fact("was asked", states.joined(separator: ", "))
    }
  }

  /// Questions, one a line.
  mutating func add(list sheets: [QuestionSheet]) {
    guard !sheets.isEmpty else { return add("No questions.") }
    table(
      ["question", "asked", "phase", "answer", "text"],
      sheets.map { sheet in
        [
          sheet.id, sheet.asked { String($0.text.prefix(16)).replacing("T", with: " ") },
          Self.phase(sheet), sheet.verdict?.taxon ?? sheet.verdict?.action ?? "",
          sheet.text ?? "(erased)",
        ]
      }, flexible: 4)
    // Nobody is told in a table what to do where there is no answer.
    for sheet in sheets {
      guard let fallback = sheet.fallback, sheet.phase.isOpen else { continue }
      space()
      add("\(sheet.id): \(fallback.reason.words)", .bold, hang: 2)
      add(fallback.text, indent: 2, hang: 2)
    }
  }

  /// Where a question stands, in a word for a table.
  private static func phase(_ sheet: QuestionSheet) -> String {
    sheet.unansweredAt != nil && sheet.answers?.isEmpty == false
      ? "answered late" : sheet.phase.rawValue
  }

  /// An expert's queue, one a line, and under it what closed while they held it.
  mutating func add(queue: QueueSheet) {
    let sheets = queue.items + queue.released
    guard !sheets.isEmpty else { return add("Nothing awaits your answer.") }
    table(
      ["question", "state", "until", "urgency", "place", "text"],
      sheets.map { sheet in
        [
          sheet.id, sheet.mine.map(Wording.state) ?? (sheet.opening == nil ? "" : "open to all"),
          (sheet.mine?.endsAt ?? sheet.opening?.until).map(Wording.clock) ?? "",
          sheet.urgency.rawValue, sheet.place ?? "", sheet.text ?? "(erased)",
        ]
      }, flexible: 5)
    guard !queue.released.isEmpty else { return }
    space()
    add(
      "Released: closed while you held it, or taken back by a steward; your answer is not needed.",
      .faint)
  }
}
