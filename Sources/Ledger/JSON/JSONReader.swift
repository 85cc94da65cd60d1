/// Reads one JSON text from left to right (RFC 8259), keeping its place for the fault.
struct JSONReader {
  let bytes: [UInt8]
  /// The offset of the byte that is read next.
  var place = 0
  private var depth = 0

  /// A reader at the start of the text.
  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The whole text as one value; refuses a byte order mark and anything after the value.
  mutating func document() throws(JSONFault) -> JSON {
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
      throw fault("starts with a byte order mark")
    }
    skipSpace()
    let value = try value()
    skipSpace()
    guard next == nil else { throw fault("has bytes after the value") }
    return value
  }

  /// The byte that is read next; nil at the end.
  var next: UInt8? {
    place < bytes.count ? bytes[place] : nil
  }

  /// A fault at the current place.
  func fault(_ reason: String) -> JSONFault {
    JSONFault(offset: place, reason: reason)
  }

  private mutating func value() throws(JSONFault) -> JSON {
    guard let first = next else { throw fault("ends where a value was expected") }
    return switch first {
    case UInt8(ascii: "{"): try object()
    case UInt8(ascii: "["): try array()
    case UInt8(ascii: "\""): .string(try string())
    case UInt8(ascii: "t"): try literal("true", .bool(true))
    case UInt8(ascii: "f"): try literal("false", .bool(false))
    case UInt8(ascii: "n"): try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .integer(try integer())
    default: throw fault("has no value here")
    }
  }

  private mutating func literal(_ word: String, _ value: JSON) throws(JSONFault) -> JSON {
    guard bytes[place...].starts(with: word.utf8) else { throw fault("has no value here") }
    place += word.utf8.count
    return value
  }

  private mutating func array() throws(JSONFault) -> JSON {
    try open()
    var elements: [JSON] = []
    if try !close(UInt8(ascii: "]"), isFirst: true) {
      repeat {
        elements.append(try value())
      } while try !close(UInt8(ascii: "]"), isFirst: false)
    }
    return .array(elements)
  }

  private mutating func object() throws(JSONFault) -> JSON {
    try open()
    var placed: [(offset: Int, member: JSONMember)] = []
    if try !close(UInt8(ascii: "}"), isFirst: true) {
      repeat {
        let offset = place
        guard next == UInt8(ascii: "\"") else { throw fault("has no name here") }
        let name = try string()
        skipSpace()
        guard next == UInt8(ascii: ":") else { throw fault("has no colon after a name") }
        place += 1
        skipSpace()
        placed.append((offset, JSONMember(name: name, value: try value())))
      } while try !close(UInt8(ascii: "}"), isFirst: false)
    }
    return .object(try JSONMember.sorted(placed))
  }

  /// Enters an array or object.
  private mutating func open() throws(JSONFault) {
    guard depth < JSON.deepestNesting else { throw fault("is nested too deep") }
    depth += 1
    place += 1
    skipSpace()
  }

  /// Leaves at the bracket (true), or steps over the comma to what follows (false).
  private mutating func close(_ bracket: UInt8, isFirst: Bool) throws(JSONFault) -> Bool {
    skipSpace()
    if next == bracket {
      place += 1
      depth -= 1
      return true
    }
    if isFirst { return false }
    guard next == UInt8(ascii: ",") else { throw fault("has no comma or bracket here") }
    place += 1
    skipSpace()
    return false
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
      place += 1
    }
  }
}
