import Inference
import Witan

/// What a replay or a simulation has learned: the same steps as the desk takes, in memory.
struct Learner {
  let taxonomy: Taxonomy
  let rule: Rule
  private(set) var book: SkillBook
  private var closed: [Estimation.Closed] = []
  private var taught: [SkillsMoved] = []

  init(subject: ID<Subject>, taxonomy: Taxonomy, rule: Rule) {
    self.taxonomy = taxonomy
    self.rule = rule
    book = SkillBook(subject: subject)
  }

  /// Learns from a closed question, and from all of them when an estimate is due.
  ///
  /// - Parameters:
  ///   - base: what was to be expected at its place before anything was seen.
  ///   - truth: the taxon, where it became known.
  /// - Returns: whether all skills were estimated anew.
  mutating func learn(
    from file: Case, base: TreePrior, truth: (taxon: String, source: SkillsMoved.Source)?
  ) throws -> Bool {
    let lessons =
      try truth.map { try file.lessons(truth: $0.taxon, source: $0.source) }
      ?? file.lessonsFromConsensus()
    book.learn(lessons, region: file.region, sign: 1)
    book.progress.close()
    taught.append(lessons)
    closed.append(
      Estimation.Closed(
        question: file.question, taxonomy: taxonomy, basePrior: base, answers: file.evidence,
        truth: truth, said: try file.consensus(on: .exhausted, ledgerSize: 0).action?.name))
    guard book.progress.isEstimateDue(rule) else { return false }
    try estimate()
    return true
  }

  /// Estimates skills anew from the latest questions.
  private mutating func estimate() throws {
    let first = max(0, closed.count - rule.estimateWindow)
    let (lessons, calibration) = try Estimation.run(
      Array(closed[first...]), taught: Array(taught[first...]), book: book, rule: rule)
    for (place, later) in zip(first..., lessons) {
      let region = closed[place].question.place?.region ?? ""
      book.learn(taught[place], region: region, sign: -1)
      book.learn(later, region: region, sign: 1)
      taught[place] = later
    }
    book.progress.estimated(calibration)
  }
}
