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
}
