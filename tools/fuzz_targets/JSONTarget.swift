/// The reader of JSON that may be hashed.
///
/// What is read has one spelling, which is read as the same value and spelt the same; another
/// reader, Foundation's, takes all that ours takes and finds the same in it.
enum JSONTarget {
  static func attempt(_ input: [UInt8]) {
    let strict = try? JSON(canonical: input)
    guard let value = try? JSON(parsing: input) else {
      return demand(strict == nil, "canonical and yet no JSON")
    }
    let spelt = value.canonicalBytes
    demand((strict != nil) == (spelt == input), "canonical is what is spelt so")
    guard let again = try? JSON(canonical: spelt) else { fatalError("its spelling is refused") }
    demand(again == value && again.canonicalBytes == spelt, "not a fixed point")
    let other = try? JSONSerialization.jsonObject(
      with: Data(input), options: .fragmentsAllowed)
    guard let other else { fatalError("Foundation refuses it") }
    // Foundation takes a byte order mark off the beginning of a string (6.3.1).
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let hasMark = !spelt.ranges(of: mark).isEmpty
    demand(hasMark || isSame(value, other), "Foundation reads something else")
    sort(value)
  }

  /// Whether both readers found the same. Foundation keeps one of two names that are one text in
  /// other code points; such objects are passed over.
  private static func isSame(_ value: JSON, _ other: Any) -> Bool {
    switch value {
    case .null: return other is NSNull
    case .bool(let bool): return other as? Bool == bool
    case .integer(let integer): return other as? Int == integer
    case .string(let text): return (other as? String)?.utf8.elementsEqual(text.utf8) == true
    case .array(let elements):
      guard let others = other as? [Any], others.count == elements.count else { return false }
      return zip(elements, others).allSatisfy { isSame($0, $1) }
    case .object(let members):
      guard let others = other as? [String: Any] else { return false }
      guard Set(members.map(\.name)).count == members.count else { return true }
      return others.count == members.count
        && members.allSatisfy { member in
          others[member.name].map { isSame(member.value, $0) } ?? false
        }
    }
  }

  /// An object made anew of its members in another order is the same.
  private static func sort(_ value: JSON) {
    guard case .object(let members) = value else { return }
    let made = try? JSON.sorted(members.reversed().map { ($0.name, $0.value) })
    demand(made == value, "the order of members matters")
  }
}
