/// One name and its value in a JSON object.
///
/// Only this module makes them, so that an object's members are always sorted and never doubled.
public struct JSONMember: Sendable, Equatable {
  public let name: String
  public let value: JSON

  /// Compares names by their UTF-8 bytes: "é" and "e" + U+0301 are different names.
  public static func == (left: JSONMember, right: JSONMember) -> Bool {
    left.name.isSameBytes(as: right.name) && left.value == right.value
  }

  /// Whether this name stands before the other in canonical order: by UTF-16 code units
  /// (RFC 8785 section 3.2.3), which differs from the order of UTF-8 bytes beyond U+FFFF.
  func precedes(_ other: JSONMember) -> Bool {
    name.precedesByUTF16(other.name)
  }

  /// The members in canonical order; a doubled name is refused at its second offset.
  static func sorted(
    _ placed: [(offset: Int, member: JSONMember)]
  ) throws(JSONFault) -> [JSONMember] {
    // Canonical bytes have them in order.
    let isInOrder = zip(placed, placed.dropFirst()).allSatisfy { $0.member.precedes($1.member) }
    if isInOrder { return placed.map(\.member) }
    let ordered = placed.sorted { $0.member.precedes($1.member) }
    for (first, second) in zip(ordered, ordered.dropFirst())
    where first.member.name.isSameBytes(as: second.member.name) {
      throw JSONFault(
        offset: max(first.offset, second.offset), reason: "a name stands twice in one object")
    }
    return ordered.map(\.member)
  }
}
