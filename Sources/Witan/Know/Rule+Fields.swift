import Foundation
import Ledger

extension Rule {
  /// Every number and word of the rule by its path: `clocks.emergency.waveSeconds`.
  public var fields: [String: String] {
    guard let json = try? JSON(parsing: JSONEncoder().encode(self)) else { return [:] }
    var fields: [String: String] = [:]
    func walk(_ json: JSON, _ path: [String]) {
      switch json {
      case .object(let members): for member in members { walk(member.value, path + [member.name]) }
      case .array(let items):
        for (place, item) in items.enumerated() { walk(item, path + [String(place)]) }
      case .integer(let number): fields[path.joined(separator: ".")] = String(number)
      case .string(let text): fields[path.joined(separator: ".")] = text
      case .bool(let flag): fields[path.joined(separator: ".")] = String(flag)
      case .null: break
      }
    }
    walk(json, [])
    return fields
  }

  /// The rule with the version of the arithmetic by which this program reads it: the eighth where
  /// it says how many answers keep a class from being said, the seventh where it holds newcomers
  /// for unfit, the sixth where it says how many answers of a group are heard, the fifth where it
  /// says none of these.
  ///
  /// Refuses a rule that asks for another, and one that leaves out what an earlier one had: no
  /// verifier knows its arithmetic.
  func withArithmetic() throws(Refusal) -> Rule {
    let added: [(version: Int, field: String, isThere: Bool)] = [
      (6, "answersPerGroup", answersPerGroup != nil),
      (7, "newcomers", newcomers != nil), (8, "answersAgainstProof", answersAgainstProof != nil),
    ]
    let read = added.last(where: \.isThere)?.version ?? 5
    for each in added where each.version < read && !each.isThere {
      throw .invalid(
        field: each.field,
        reason: "it is missing; a rule read by arithmetic \(read) has it")
    }
    if let arithmetic, arithmetic != read {
      throw .invalid(
        field: "arithmetic",
        reason: "this program reads a rule of these fields by arithmetic \(read)")
    }
    var rule = self
    rule.arithmetic = read
    return rule
  }
}
