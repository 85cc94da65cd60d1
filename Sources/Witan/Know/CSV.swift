/// Rows of a comma-separated file (RFC 4180), with the line on which each began.
///
/// Bounded: refuses more than `limit` bytes, fields that are not UTF-8, and an open quotation.
package struct CSV {
  /// One row.
  package struct Row {
    /// The line on which it began, from 1.
    package let line: Int
    /// Its fields, in NFC as they came.
    package let fields: [String]
  }

  /// Reads all rows; a blank line is no row; a byte order mark is passed over.
  package static func rows(_ bytes: [UInt8], limit: Int) throws(Refusal) -> [Row] {
    guard bytes.count <= limit else { throw .tooLarge(field: "taxonomy", limitBytes: limit) }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    var reader = CSVReader(bytes: hasMark ? bytes[3...] : bytes[...])
    var rows: [Row] = []
    while let row = try reader.next() {
      if row.fields != [""] { rows.append(row) }
    }
    return rows
  }
}

/// The state of reading one file.
private struct CSVReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var line = 1

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The next row, nil at the end.
  mutating func next() throws(Refusal) -> CSV.Row? {
    guard position < bytes.endIndex else { return nil }
    let start = line
    var fields: [String] = []
    while true {
      fields.append(try field(startLine: start))
      guard position < bytes.endIndex, bytes[position] == UInt8(ascii: ",") else { break }
      position += 1
    }
    if position < bytes.endIndex, bytes[position] == UInt8(ascii: "\r") { position += 1 }
    if position < bytes.endIndex {
      guard bytes[position] == UInt8(ascii: "\n") else {
        throw .taxonomyFault(line: line, reason: "characters after a closing quotation mark")
      }
      position += 1
      line += 1
    }
    return CSV.Row(line: start, fields: fields)
  }

  /// One field, quoted or plain; stops before the comma or the end of the line.
  private mutating func field(startLine: Int) throws(Refusal) -> String {
    var content: [UInt8] = []
    if position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      while true {
        guard position < bytes.endIndex else {
          throw .taxonomyFault(line: startLine, reason: "a quotation is not closed")
        }
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\"") {
          guard position < bytes.endIndex, bytes[position] == byte else { break }
          position += 1
        }
        if byte == UInt8(ascii: "\n") { line += 1 }
        content.append(byte)
      }
    } else {
      let stops: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
      while position < bytes.endIndex, !stops.contains(bytes[position]) {
        content.append(bytes[position])
        position += 1
      }
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw .taxonomyFault(line: startLine, reason: "not UTF-8")
    }
    return text
  }
}
