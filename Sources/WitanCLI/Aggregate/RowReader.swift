import CZlib
import Witan

/// Reads the rows of a comma-separated file (RFC 4180), plain or gzip, as a stream: memory does not
/// grow with the file.
struct RowReader {
  /// The longest row that is read, in bytes.
  static let longestRow = 1 << 20

  private let path: String
  private var state = State()

  /// A reader of a file; `-` is standard input.
  init(path: String) { self.path = path }

  /// Gives each row with the line on which it began, counting from 1; a blank line is no row.
  ///
  /// Refuses a file that cannot be opened or unpacked, text that is not UTF-8, a quotation that is
  /// not closed, and a row of more than `longestRow` bytes; stops where `body` throws.
  mutating func forEachRow(_ body: (_ line: Int, _ fields: [String]) throws -> Void) throws {
    guard let file = path == "-" ? gzdopen(0, "rb") : gzopen(path, "rb") else {
      throw Refusal.notFound(kind: "file", name: path)
    }
    defer { gzclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = gzread(file, &buffer, UInt32(buffer.count))
      guard count >= 0 else { throw fault("the file cannot be read or unpacked") }
      if count == 0 { break }
      for byte in buffer[..<Int(count)] {
        if state.take(byte) { try emit(body) }
        guard state.rowBytes <= Self.longestRow else { throw fault("the row is too long") }
      }
    }
    var end: Int32 = 0
    _ = gzerror(file, &end)
    guard end == Z_OK || end == Z_STREAM_END else { throw fault("the file ends too early") }
    guard !state.isQuoted else { throw fault("a quotation is not closed") }
    if state.rowBytes > 0 { try emit(body) }
  }

  private mutating func emit(_ body: (Int, [String]) throws -> Void) throws {
    let (line, fields) = state.finish()
    guard !(fields.count == 1 && fields[0].isEmpty) else { return }
    var texts: [String] = []
    for field in fields {
      guard let text = String(validating: field, as: UTF8.self) else {
        throw Failure(.badInput, "\(path), line \(line): not UTF-8.", code: "invalid")
      }
      texts.append(text)
    }
    try body(line, texts)
  }

  private func fault(_ reason: String) -> Failure {
    Failure(.badInput, "\(path), line \(state.line): \(reason).", code: "invalid")
  }
}

/// The state of reading one file, byte by byte.
private struct State {
  private(set) var line = 1
  private(set) var isQuoted = false
  /// The bytes of the row so far.
  private(set) var rowBytes = 0
  private var startLine = 1
  private var fields: [[UInt8]] = [[]]
  private var hasQuote = false

  /// Takes a byte; tells whether it ended a row.
  mutating func take(_ byte: UInt8) -> Bool {
    rowBytes += 1
    if byte == UInt8(ascii: "\"") {
      // Two quotation marks in a quotation are one: the second opens it again.
      if !isQuoted && hasQuote { fields[fields.count - 1].append(byte) }
      isQuoted.toggle()
      hasQuote = !isQuoted
      return false
    }
    hasQuote = false
    if byte == UInt8(ascii: "\n") {
      line += 1
      if !isQuoted { return true }
    }
    if !isQuoted && byte == UInt8(ascii: ",") {
      fields.append([])
    } else if isQuoted || byte != UInt8(ascii: "\r") {
      fields[fields.count - 1].append(byte)
    }
    return false
  }

  /// The row that ended, and a fresh start.
  mutating func finish() -> (line: Int, fields: [[UInt8]]) {
    defer {
      (startLine, rowBytes, hasQuote) = (line, 0, false)
      fields = [[]]
    }
    if startLine == 1, fields[0].starts(with: [0xEF, 0xBB, 0xBF]) { fields[0].removeFirst(3) }
    return (startLine, fields)
  }
}
