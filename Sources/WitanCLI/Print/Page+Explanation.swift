import Witan

extension Page {
  /// Why a verdict is what it is: the reasoning, who was asked and why, and each version.
  mutating func add(_ explanation: Explanation) {
    add(standing: explanation.question)
    caption("Because")
    for sentence in explanation.because { add("- \(sentence)", indent: 2, hang: 2) }
    if !explanation.answers.isEmpty { add(given: explanation.answers) }
    for wave in explanation.waves { add(wave) }
    if !explanation.versions.isEmpty {
      caption("Versions")
      for version in explanation.versions {
        add(
          "\(Wording.clock(version.at)), entry \(version.index): \(version.summary)", indent: 2,
          hang: 2)
      }
    }
    caption("Question \(explanation.question.id)")
    add(asked: explanation.question)
  }

  /// A question's entries in the ledger.
  mutating func add(history: [HistoryLine]) {
    for line in history {
      let by = line.by.map { ", \($0)" } ?? ""
      add("Entry \(line.index), \(Wording.time(line.at))\(by)", .faint)
      add(line.summary, indent: 2)
      add("leaf \(line.leafHash)", .faint, indent: 2)
    }
  }

  private mutating func add(given answers: [Explanation.Given]) {
    caption("Answers")
    table(
      ["expert", "answer", "sure?", "after", "saw", "bits"],
      answers.map { answer in
        [
          answer.expertName, answer.taxon ?? "can't tell",
          answer.confidence.rawValue + (answer.isLate ? ", late" : ""),
          "\(answer.offeredAt.seconds(until: answer.givenAt)) s",
          "\(answer.photosViewed) of \(Wording.count(answer.seen.photos, "photo"))",
          Wording.bits(answer.bits),
        ]
      }, right: [3, 5], flexible: 0, indent: 2)
  }
}
