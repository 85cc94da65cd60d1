/// How far the bytes of a comma-separated file have been read.
struct RowScan {
  /// Why the bytes are no rows.
  enum Fault: Error {
    case strayQuote
    case textAfterQuote
    case strayReturn

    /// What is wrong, as the end of a sentence.
    var reason: String {
      switch self {
      case .strayQuote: "a quotation mark stands within a field that does not begin with one"
      case .textAfterQuote: "text follows a closed quotation in the same field"
      case .strayReturn: "a carriage return stands alone, not before a line feed"
      }
    }
  }

  /// Where the next byte stands.
  private enum Place { case fieldStart, plain, quoted, afterQuote, afterReturn }

  /// Where the row that is being read begins.
  private(set) var start = 0
  /// The line on which the next byte stands, from 1.
  private(set) var line = 1
  private var place = Place.fieldStart
  /// Where the next byte to look at stands, and where the next byte of the row goes.
  private var (next, end) = (0, 0)
  private var fieldStart = 0
  /// All bytes of the row over each other.
  private var bits: UInt8 = 0

  /// The bytes of the row so far, as they stood in the file.
  var rowBytes: Int { next - start }

  /// Whether the next byte stands in a quotation.
  var isQuoted: Bool { place == .quoted }

  /// Whether some byte of the row is not ASCII.
  var isBeyondASCII: Bool { bits >= 0x80 }

  /// Passes over a byte order mark before anything else was read.
  mutating func skipMark(_ bytes: [UInt8], upTo limit: Int) {
    guard limit >= 3, bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    (start, next, end, fieldStart) = (3, 3, 3, 3)
  }

  /// Reads on to the end of the row and notes where its fields lie, freed of quotation marks; false
  /// where the bytes end before.
  ///
  /// Refuses what RFC 4180 does not know: nothing of a file is guessed, for a guess could swallow
  /// the rows that follow.
  mutating func takeRow(
    from bytes: inout [UInt8], upTo limit: Int, into fields: inout [Range<Int>]
  ) throws(Fault) -> Bool {
    var bytes = bytes.mutableSpan
    while next < limit {
      // No byte above the comma means anything in a row: most are taken here.
      if place == .plain || place == .quoted { takeText(&bytes, upTo: limit) }
      guard next < limit else { break }
      let byte = bytes[next]
      next += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      if place == .quoted && byte != UInt8(ascii: "\"") {
        keep(byte, in: &bytes)
      } else if try isEnd(byte, &bytes, &fields) {
        return true
      }
    }
    return false
  }

  /// Takes bytes of a field up to the next one that may mean something.
  @inline(__always)
  private mutating func takeText(_ bytes: inout MutableSpan<UInt8>, upTo limit: Int) {
    var (from, to, bits) = (next, end, bits)
    while from < limit {
      let byte = bytes[from]
      guard byte > UInt8(ascii: ",") else { break }
      bits |= byte
      bytes[to] = byte
      from += 1
      to += 1
    }
    (next, end, self.bits) = (from, to, bits)
  }

  /// Keeps a byte as part of the field.
  @inline(__always)
  private mutating func keep(_ byte: UInt8, in bytes: inout MutableSpan<UInt8>) {
    bits |= byte
    bytes[end] = byte
    end += 1
  }

  /// Takes a byte that may mean something; true where it ends the row. Refuses one that must not
  /// stand where it does.
  @inline(__always)
  private mutating func isEnd(
    _ byte: UInt8, _ bytes: inout MutableSpan<UInt8>, _ fields: inout [Range<Int>]
  ) throws(Fault) -> Bool {
    if place == .afterReturn && byte != UInt8(ascii: "\n") { throw .strayReturn }
    switch byte {
    case UInt8(ascii: ","): endField(&fields)
    case UInt8(ascii: "\n"):
      endField(&fields)
      return true
    case UInt8(ascii: "\r"): place = .afterReturn
    case UInt8(ascii: "\""):
      switch place {
      case .fieldStart: place = .quoted
      case .quoted: place = .afterQuote
      case .afterQuote:
        // Two quotation marks in a quotation are one: the second opens it again.
        keep(byte, in: &bytes)
        place = .quoted
      case .plain, .afterReturn: throw .strayQuote
      }
    default:
      if place == .afterQuote { throw .textAfterQuote }
      place = .plain
      keep(byte, in: &bytes)
    }
    return false
  }

  /// Ends the last field where the file ends without a line feed; refuses a carriage return there.
  mutating func endFile(_ fields: inout [Range<Int>]) throws(Fault) {
    if place == .afterReturn { throw .strayReturn }
    endField(&fields)
  }

  private mutating func endField(_ fields: inout [Range<Int>]) {
    fields.append(fieldStart..<end)
    fieldStart = end
    place = .fieldStart
  }

  /// Begins the next row.
  mutating func beginRow() {
    (start, end, fieldStart) = (next, next, next)
    bits = 0
  }

  /// Takes it that the bytes from the start of the row were moved to the front.
  mutating func moveToFront() {
    (fieldStart, next, end) = (fieldStart - start, next - start, end - start)
    start = 0
  }
}
