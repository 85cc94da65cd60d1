import Witan

extension Page {
  /// Where a question stands, for somebody in a hurry: what to do, what it is, how sure.
  mutating func add(standing sheet: QuestionSheet) {
    if let fallback = sheet.fallback {
      add(fallback: fallback)
      space()
    }
    guard let verdict = sheet.verdict else {
      let isSealed = sheet.answers == nil && sheet.mine != nil
      add(isSealed ? "Sealed until your own answer is given." : "Nothing can be said yet.", .bold)
      if !isSealed { add("\(Wording.phase(sheet.phase, answers: 0)).", indent: 2) }
      return
    }
    add(verdict.advice, ink(of: verdict))
    space()
    add(what: verdict)
    let answers = Wording.count(verdict.reasons.count, "answer")
    let phase = Wording.phase(verdict.phase, answers: verdict.reasons.count)
    add("\(phase); \(answers), version \(verdict.version)", indent: 2)
    if let closed = sheet.unansweredAt, !verdict.reasons.isEmpty {
      add(Wording.late(closed), .bold, indent: 2, hang: 2)
    }
    if let firmness = verdict.firmness { add(firmness, indent: 2) }
    space()
    add(others: verdict)
  }

  /// Who answered what, and what it weighed.
  mutating func add(reasons sheet: QuestionSheet) {
    guard let answers = sheet.answers, !answers.isEmpty else { return }
    let weights = Dictionary(
      (sheet.verdict?.reasons ?? []).map { ($0.expert, $0.bits) }, uniquingKeysWith: { $1 })
    caption("Why")
    table(
      ["expert", "answer", "sure?", "bits"],
      answers.map { answer in
        [
          answer.expertName, answer.taxon ?? "can't tell",
          answer.confidence.rawValue + (answer.isLate ? ", late" : ""),
          weights[answer.expert].map(Wording.bits) ?? "",
        ]
      }, right: [3], flexible: 0, indent: 2)
    for answer in answers {
      if let note = answer.note { add("\(answer.expertName): \(note)", indent: 2, hang: 2) }
    }
  }

  private mutating func add(what verdict: Verdict) {
    let probability = verdict.probabilityPartsPerMillion.map {
      "\(percent($0)), \(Likelihood.words(partsPerMillion: $0))"
    }
    if let taxon = verdict.taxon {
      let common = verdict.commonName.map { ", \($0)" } ?? ""
      add("\(taxon)\(common) (\(verdict.rank ?? "taxon"))", .bold, indent: 2)
    } else if let leading = verdict.leading {
      add("perhaps \(leading.taxon) (\(leading.rank)); not sure enough", .bold, indent: 2)
    } else {
      add("nobody named anything yet", .bold, indent: 2)
    }
    if let probability { add(probability, .bold, indent: 2) }
  }

  private mutating func add(others verdict: Verdict) {
    if let runnerUp = verdict.runnerUp {
      fact("  runner-up", "\(runnerUp.taxon) \(percent(runnerUp.partsPerMillion))", width: 13)
    }
    fact("  unnamed", percent(verdict.unnamedPartsPerMillion), width: 13)
    let actions = verdict.actions.map { "\($0.name) \(percent($0.partsPerMillion))" }
    fact("  actions", actions.joined(separator: ", "), width: 13)
  }

  private func ink(of verdict: Verdict) -> Ink {
    switch verdict.action {
    case "dangerous": .danger
    case "harmless": .good
    case nil: verdict.actions.isEmpty ? .bold : .warning
    default: .bold
    }
  }
}
