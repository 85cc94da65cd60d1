import Witan
import WitanHTTP

extension Page {
  /// What an asker is told when asking, or before; what to do instead where nobody is there.
  mutating func add(promise sheet: PromiseSheet) {
    add(sheet.sentence)
    if let text = sheet.emergencyText { add(text, .warning) }
  }

  /// What to do where the community has no answer.
  mutating func add(fallback: Fallback) {
    add(fallback.reason.words, .bold)
    add(fallback.text, .warning, indent: 2)
  }

  /// How far the promises to askers were kept.
  mutating func add(_ score: PromiseScore) {
    let subject = score.subject.map { " about \($0)" } ?? ""
    guard score.promises > 0 else { return add("No promise\(subject) can be judged yet.") }
    add("\(Wording.count(score.promises, "promise"))\(subject) can be judged.", .bold)
    for horizon in score.horizons where horizon.count > 0 {
      caption("An answer within \(horizon.withinSeconds / 60) minutes")
      table(
        ["odds", "promises", "promised", "kept"],
        horizon.tenths.map { tenth in
          let from = tenth.fromPartsPerMillion / 10_000
          return [
            "\(from) to \(from + 10) %", "\(tenth.count)", percent(tenth.promisedPartsPerMillion),
            percent(tenth.keptPartsPerMillion),
          ]
        } + [
          [
            "all", "\(horizon.count)", percent(horizon.promisedPartsPerMillion),
            percent(horizon.keptPartsPerMillion),
          ]
        ], right: [1, 2, 3], flexible: 0, indent: 2)
      if let brier = horizon.brierPartsPerMillion {
        add("Brier score \(Wording.share(brier)): 0 never errs, 0.25 tosses a coin.", indent: 2)
      }
    }
  }
}
