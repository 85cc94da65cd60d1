import Foundation
import Ledger

extension Rule {
  /// Refuses a rule that no community should have, naming the first field at fault: a share beyond
  /// one, a list without anything in it, a number of answers below one.
  ///
  /// Fields are checked by their names, each as it stands in the rule's JSON: what a later version
  /// of the program adds has at least the bounds of its unit.
  public func check() throws(Refusal) {
    let json: JSON
    do {
      json = try JSON(parsing: JSONEncoder().encode(self))
    } catch {
      throw .invalid(field: "rule", reason: "it cannot be written as JSON")
    }
    let isName =
      (1...40).contains(version.utf8.count)
      && version.utf8.allSatisfy { byte in
        switch byte {
        case 45, 46, 48...57, 65...90, 95, 97...122: true
        default: false
        }
      }
    guard isName else {
      throw .invalid(
        field: "version", reason: "1 to 40 letters, digits, points, hyphens and underscores")
    }
    try Self.check(json, path: [], name: "")
    for (field, table) in [
      ("actionNeedsPartsPerMillion", actionNeedsPartsPerMillion),
      ("answersForAction", answersForAction),
      ("actionCostsPartsPerMillion", actionCostsPartsPerMillion),
    ] where table["otherwise"] == nil {
      throw .invalid(
        field: "\(field).otherwise", reason: "it is missing; it holds for what is not named")
    }
    let urgencies = Set(Urgency.allCases.map(\.rawValue))
    for name in urgencies.symmetricDifference(clocks.keys).sorted() {
      throw .invalid(
        field: "clocks.\(name)",
        reason: urgencies.contains(name) ? "it is missing" : "there is no such urgency")
    }
  }

  private static func check(_ json: JSON, path: [String], name: String) throws(Refusal) {
    switch json {
    case .object(let members):
      for member in members {
        // Within a table of classes or urgencies the table's own name tells the unit.
        let isTable = bounds[name] != nil || name.hasSuffix("PartsPerMillion")
        try check(member.value, path: path + [member.name], name: isTable ? name : member.name)
      }
    case .array(let items):
      guard !items.isEmpty || name == "actionsNeedingProof" else {
        throw .invalid(field: path.joined(separator: "."), reason: "the list is empty")
      }
      guard items.count <= 100 else {
        throw .invalid(field: path.joined(separator: "."), reason: "more than 100 numbers")
      }
      for (place, item) in items.enumerated() {
        try check(item, path: path + [String(place)], name: name)
      }
    case .integer(let number):
      let range = bound(of: name)
      guard range.contains(Int(number)) else {
        throw .invalid(
          field: path.joined(separator: "."),
          reason: "\(number) is not within \(range.lowerBound) and \(range.upperBound)")
      }
    default: return
    }
  }

  /// What a number of this name may be.
  private static func bound(of name: String) -> ClosedRange<Int> {
    if let known = bounds[name] { return known }
    if name.hasSuffix("PartsPerMillion") { return 0...1_000_000 }
    if name.hasSuffix("Seconds") { return 1...31_536_000 }
    return 0...1_000_000
  }

  /// Bounds that are not those of the unit.
  private static let bounds: [String: ClosedRange<Int>] = [
    "noviceAccuracyPartsPerMillion": 1...999_999, "poolingStrengths": 0...10_000,
    "homeShiftPartsPerMillion": -10_000_000...10_000_000,
    "awayShiftPartsPerMillion": -10_000_000...10_000_000,
    "difficultyPartsPerMillion": 0...100_000_000, "echoPartsPerMillion": 0...100_000_000,
    "echoAstrayPartsPerMillion": 0...100_000_000,
    "actionNeedsPartsPerMillion": 500_000...999_999,
    "unprovedActionNeedsPartsPerMillion": 500_000...999_999,
    "taxonNeedsPartsPerMillion": 500_000...999_999,
    "actionCostsPartsPerMillion": 0...1_000_000_000_000,
    "answerPricePartsPerMillion": 0...1_000_000_000,
    "answersForAction": 1...100, "answersForTaxon": 1...100, "answersPerGroup": 1...100,
    "answersAgainstProof": 1...100, "answersAtMost": 1...100,
    "unfitPartsPerMillion": 1...990_000, "excessPartsPerMillion": 0...990_000,
    "unfitAccuracyPartsPerMillion": 1...999_999,
    "firstAnswers": 1...1_000, "halfLife": 1...100_000,
    "foundingAnswers": 1...100, "questionsPerEstimate": 1...1_000_000,
    "estimateWindow": 1...100_000, "waveSizes": 1...100_000,
    "taxonSlopePartsPerMillion": 1...100_000_000, "actionSlopePartsPerMillion": 1...100_000_000,
    "explorationPartsPerMillion": 0...100_000_000,
    "requestPricePartsPerMillion": 0...1_000_000_000,
    "fatiguePartsPerMillion": 0...1_000_000_000, "copyingPartsPerMillion": 0...500_000,
  ]
}
