/// How far the bytes of a comma-separated file have been read.
struct RowScan {
  /// Where the row that is being read begins.
  private(set) var start = 0
  /// The line on which the next byte stands, from 1.
  private(set) var line = 1
  /// Whether the next byte stands in a quotation.
  private(set) var isQuoted = false
  /// Where the next byte to look at stands, and where the next byte of the row goes.
  private var (next, end) = (0, 0)
  private var fieldStart = 0
  /// Whether the byte before was a quotation mark that closed a quotation.
  private var hasQuote = false
  /// All bytes of the row over each other.
  private var bits: UInt8 = 0

  /// The bytes of the row so far, as they stood in the file.
  var rowBytes: Int { next - start }

  /// Whether some byte of the row is not ASCII.
  var isBeyondASCII: Bool { bits >= 0x80 }

  /// Reads on to the end of the row and notes where its fields lie, freed of quotation marks; false
  /// where the bytes end before.
  mutating func takeRow(
    from bytes: inout [UInt8], upTo limit: Int, into fields: inout [Range<Int>]
  ) -> Bool {
    var bytes = bytes.mutableSpan
    while next < limit {
      let byte = bytes[next]
      next += 1
      if byte == UInt8(ascii: "\"") {
        // Two quotation marks in a quotation are one: the second opens it again.
        if !isQuoted && hasQuote {
          bytes[end] = byte
          end += 1
        }
        isQuoted.toggle()
        hasQuote = !isQuoted
        continue
      }
      hasQuote = false
      if byte == UInt8(ascii: "\n") { line += 1 }
      if !isQuoted && byte == UInt8(ascii: ",") {
        endField(&fields)
      } else if !isQuoted && byte == UInt8(ascii: "\n") {
        endField(&fields)
        return true
      } else if isQuoted || byte != UInt8(ascii: "\r") {
        bits |= byte
        bytes[end] = byte
        end += 1
      }
    }
    return false
  }

  /// Ends the field that is being read.
  mutating func endField(_ fields: inout [Range<Int>]) {
    fields.append(fieldStart..<end)
    fieldStart = end
  }

  /// Begins the next row.
  mutating func beginRow() {
    (start, end, fieldStart) = (next, next, next)
    (hasQuote, bits) = (false, 0)
  }

  /// Takes it that the bytes from the start of the row were moved to the front.
  mutating func moveToFront() {
    (fieldStart, next, end) = (fieldStart - start, next - start, end - start)
    start = 0
  }
}
