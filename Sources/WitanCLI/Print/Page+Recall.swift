import Witan

extension Page {
  /// That a verdict was recalled: what holds now comes before everything else.
  mutating func add(_ recall: RecallSheet, of question: String) {
    let isDangerous = recall.now.action == "dangerous"
    add("RECALLED: the verdict on \(question) no longer holds.", .danger)
    add(recall.advice, isDangerous ? .danger : .bold)
    space()
    fact("  it was", recall.was.words, width: 13)
    fact("  it is now", recall.now.words, .bold, width: 13)
    fact("  why", recall.sentence, width: 13)
    if let because = recall.because, recall.reason == .leaning { fact("  by", because, width: 13) }
    fact("  at", Wording.time(recall.at), width: 13)
    if let at = recall.acknowledgedAt {
      fact("  known", "the asker acknowledged it at \(Wording.time(at))", width: 13)
    } else {
      add("The asker has yet to say: witan acknowledge \(question)", indent: 2)
    }
    space()
  }
}
