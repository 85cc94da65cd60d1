/// A JSON value narrowed to what may be hashed: RFC 8785 (JCS) without floating-point numbers.
///
/// Probabilities and weights are written as integers (parts per million) or decimal strings.
/// Integers stay within `largestInteger`; the members of an object are sorted by the UTF-16 code
/// units of their names, without duplicates: both parsers and `sorted(_:)` see to it.
public enum JSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([JSON])
  case object([JSONMember])

  /// 2^53 - 1: beyond it, readers that hold numbers as doubles would read another number
  /// (RFC 7493 section 2.2).
  public static let largestInteger = 9_007_199_254_740_991

  /// Arrays and objects inside each other, at most; the bound on the parser's recursion.
  public static let deepestNesting = 64

  /// Reads JSON as RFC 8259 writes it, with any white space and any order of members.
  ///
  /// Refuses what could be read in two ways or cannot be written back: duplicate names (compared
  /// by bytes), lone surrogates, fractions and exponents, integers beyond `largestInteger`, `-0`,
  /// invalid UTF-8, a byte order mark, bytes after the value, nesting beyond `deepestNesting`.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONFault) {
    var reader = JSONReader(bytes: Array(bytes))
    self = try reader.document()
  }

  /// Reads JSON that must already be canonical, byte by byte: what stands in the ledger.
  public init(canonical bytes: some Collection<UInt8>) throws(JSONFault) {
    let given = Array(bytes)
    try self.init(parsing: given)
    let canonical = canonicalBytes
    guard canonical == given else {
      let common = zip(canonical, given).prefix { $0 == $1 }.count
      throw JSONFault(offset: common, reason: "is not the canonical spelling (RFC 8785)")
    }
  }

  /// Makes an object of names and values in any order; refuses a name that stands there twice.
  public static func sorted(_ pairs: [(String, JSON)]) throws(JSONFault) -> JSON {
    var placed: [(offset: Int, member: JSONMember)] = []
    for (place, pair) in pairs.enumerated() {
      placed.append((place, JSONMember(name: pair.0, value: pair.1)))
    }
    return .object(try JSONMember.sorted(placed))
  }

  /// The value of the member with exactly this name (by UTF-8 bytes); nil if there is none or this
  /// is no object.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name.isSameBytes(as: name) }?.value
  }
}

extension JSON: Equatable {
  /// Equal values have equal canonical bytes: strings are compared by their UTF-8 bytes.
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.string(let left), .string(let right)): left.isSameBytes(as: right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    case (.null, _), (.bool, _), (.integer, _), (.string, _), (.array, _), (.object, _): false
    }
  }
}
