import CZlib
import Witan

/// Reads the rows of a comma-separated file (RFC 4180), plain or gzip, as a stream: memory does not
/// grow with the file, and no row makes a string.
///
/// A row is freed of quotation marks where it stands, for without them it is only shorter.
struct RowReader {
  /// The longest row that is read, in bytes.
  static let longestRow = 1 << 20

  private let path: String
  private var row = RowFields()
  private var scan = RowScan()
  /// The bytes of `row` up to here hold something.
  private var filled = 0
  private var hasBegun = false

  /// A reader of a file; `-` is standard input.
  init(path: String) {
    self.path = path
    row.bytes = [UInt8](repeating: 0, count: 2 * Self.longestRow)
  }

  /// Gives each row; a blank line is no row.
  ///
  /// Refuses a file that cannot be opened or unpacked, text that is not UTF-8, a quotation that is
  /// not closed, a quotation mark or a carriage return where none may stand, and a row of more than
  /// `longestRow` bytes; stops where `body` throws.
  mutating func forEachRow(_ body: (RowFields) throws -> Void) throws {
    guard let file = path == "-" ? gzdopen(0, "rb") : gzopen(path, "rb") else {
      throw Refusal.notFound(kind: "file", name: path)
    }
    defer { gzclose(file) }
    while true {
      let count = row.bytes.withUnsafeMutableBytes { bytes in
        gzread(file, bytes.baseAddress.map { $0 + filled }, UInt32(bytes.count - filled))
      }
      guard count >= 0 else { throw fault("the file cannot be read or unpacked") }
      if count == 0 { break }
      filled += Int(count)
      if !hasBegun { scan.skipMark(row.bytes, upTo: filled) }
      hasBegun = true
      while try takeRow() { try emit(body) }
      guard scan.rowBytes <= Self.longestRow else { throw fault("the row is too long") }
      moveToFront()
    }
    var code: Int32 = 0
    _ = gzerror(file, &code)
    guard code == Z_OK || code == Z_STREAM_END else { throw fault("the file ends too early") }
    guard !scan.isQuoted else { throw fault("a quotation is not closed") }
    guard scan.rowBytes > 0 else { return }
    do {
      try scan.endFile(&row.ranges)
    } catch {
      throw fault(error.reason)
    }
    try emit(body)
  }

  /// Reads on to the end of the row; false where the bytes end before.
  private mutating func takeRow() throws -> Bool {
    do {
      return try scan.takeRow(from: &row.bytes, upTo: filled, into: &row.ranges)
    } catch {
      throw fault(error.reason)
    }
  }

  /// Gives the row that ended, and begins the next.
  private mutating func emit(_ body: (RowFields) throws -> Void) throws {
    guard scan.rowBytes <= Self.longestRow else { throw fault("the row is too long") }
    guard !scan.isBeyondASCII || row.isText else {
      throw Failure(.badInput, "\(path), line \(row.line): not UTF-8.", code: "invalid")
    }
    let isBlank = row.count == 1 && row.ranges[0].isEmpty
    if !isBlank { try body(row) }
    scan.beginRow()
    row.line = scan.line
    row.ranges.removeAll(keepingCapacity: true)
  }

  /// Moves the bytes of the row that is being read to the front, so that more can follow.
  private mutating func moveToFront() {
    let start = scan.start
    row.bytes.withUnsafeMutableBytes { bytes in
      bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<filled]))
    }
    row.ranges = row.ranges.map { $0.lowerBound - start..<$0.upperBound - start }
    filled -= start
    scan.moveToFront()
  }

  private func fault(_ reason: String) -> Failure {
    Failure(.badInput, "\(path), line \(scan.line): \(reason).", code: "invalid")
  }
}
