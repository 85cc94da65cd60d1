import Witan

/// A verdict in the order in which somebody in a hurry reads it.
struct VerdictView {
  /// An action class with its probability.
  struct Share { let name: String, percent: String, partsPerThousand: Int }

  let advice: String
  /// `danger`, `harmless` or `unclear`, for the style; the words say the same.
  let tone: String
  let taxon: String?
  let commonName: String?
  let rank: String?
  let percent: String?
  /// How sure the community is, in words.
  let sure: String
  let runnerUp: String?
  let runnerUpPercent: String?
  let actions: [Share]
  let hasActions: Bool
  let state: String
  /// How firm the leading taxon stands.
  let firmness: String?
  let version: Int
  let reachedAt: String
  let rule: String

  /// A verdict of a question that is open or closed.
  init(_ verdict: Verdict, isOpen: Bool) {
    advice = verdict.advice
    let isUnclearDanger =
      verdict.action == nil && verdict.actions.contains { $0.name == "dangerous" }
    tone =
      switch verdict.action {
      case "dangerous": "danger"
      case .some: "harmless"
      case nil: isUnclearDanger ? "unclear" : verdict.taxon == nil ? "unclear" : "harmless"
      }
    taxon = verdict.taxon ?? verdict.leading?.taxon
    commonName = verdict.commonName
    rank = verdict.taxon == nil ? verdict.leading?.rank : verdict.rank
    percent = verdict.probabilityPartsPerMillion.map(forPeople(partsPerMillion:))
    sure = Self.sure(verdict)
    runnerUp = verdict.runnerUp?.taxon
    runnerUpPercent = (verdict.runnerUp?.partsPerMillion).map(forPeople(partsPerMillion:))
    actions = verdict.actions.map {
      Share(
        name: $0.name, percent: forPeople(partsPerMillion: $0.partsPerMillion),
        partsPerThousand: $0.partsPerMillion / 1_000)
    }
    hasActions = !actions.isEmpty
    state = Self.state(verdict.phase)
    firmness = verdict.firmness.map { "It \($0)." }
    version = verdict.version
    reachedAt = verdict.reachedAt.forPeople
    rule = verdict.rule
  }

  /// The words for a probability; a taxon that the rule does not hold is never called sure.
  private static func sure(_ verdict: Verdict) -> String {
    guard let probability = verdict.probabilityPartsPerMillion else {
      return "Nobody has named anything yet."
    }
    guard verdict.taxon != nil else { return "Not sure enough to hold; this is the likeliest." }
    let words = Likelihood.words(partsPerMillion: probability)
    return words.prefix(1).uppercased() + words.dropFirst() + "."
  }

  private static func state(_ phase: Phase) -> String {
    switch phase {
    case .gathering: "More answers are awaited."
    case .provisional: "A first word; more answers are awaited."
    case .settled: "Settled."
    case .split: "Closed: the experts differ."
    case .unsettled: "Closed without being settled."
    }
  }
}
