import Witan

extension Page {
  /// A question with all that its reader may see: the verdict first.
  mutating func add(_ sheet: QuestionSheet) {
    add(standing: sheet)
    if let outcome = sheet.outcome {
      space()
      add("The truth: \(outcome.taxon), says \(outcome.by).", .bold)
      if let ground = outcome.ground { add(ground, indent: 2) }
    }
    add(reasons: sheet)
    caption("Question \(sheet.id)")
    add(asked: sheet)
  }

  /// What was asked, without anything of the answers.
  mutating func add(asked sheet: QuestionSheet) {
    fact("asked", sheet.text ?? "(erased)")
    fact("subject", sheet.subject)
    fact("place", sheet.placeName)
    fact("options", sheet.options.joined(separator: ", "))
    fact("photos", sheet.photos.joined(separator: ", "))
    fact("asker", sheet.asker)
    fact("at", "\(Wording.time(sheet.askedAt)), \(sheet.urgency.rawValue)")
    if let mine = sheet.mine {
      let end = mine.endsAt.map { " until \(Wording.time($0))" } ?? ""
      fact("with you", "\(mine.state)\(end)")
    }
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
          sheet.id, String(sheet.askedAt.text.prefix(16)).replacing("T", with: " "),
          sheet.phase.rawValue, sheet.verdict?.taxon ?? sheet.verdict?.action ?? "",
          sheet.text ?? "(erased)",
        ]
      }, flexible: 4)
  }

  /// An expert's queue, one a line.
  mutating func add(queue sheets: [QuestionSheet]) {
    guard !sheets.isEmpty else { return add("Nothing awaits your answer.") }
    table(
      ["question", "state", "until", "urgency", "place", "text"],
      sheets.map { sheet in
        [
          sheet.id, sheet.mine?.state ?? "", sheet.mine?.endsAt.map(Wording.clock) ?? "",
          sheet.urgency.rawValue, sheet.place ?? "", sheet.text ?? "(erased)",
        ]
      }, flexible: 5)
  }
}
