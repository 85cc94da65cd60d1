import Foundation

extension Verdict {
  /// How firm the leading taxon stands, in a line: `rests on 1.9 independent answers; 2 dissents
  /// would turn it`. Nil where nothing leads.
  public var firmness: String? {
    guard leading != nil else { return nil }
    let count = String(format: "%.1f", independentAnswers)
    let support = "rests on \(count) independent answer\(count == "1.0" ? "" : "s")"
    return switch fragility {
    case 1?: "\(support); 1 dissent would turn it"
    case let dissents?: "\(support); \(dissents) dissents would turn it"
    case nil: "\(support); \(Case.fragilityLimit) dissents would not turn it"
    }
  }
}
