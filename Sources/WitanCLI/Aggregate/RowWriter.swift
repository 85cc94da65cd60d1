import Foundation

/// Writes rows of a comma-separated file (RFC 4180), fields in quotation marks where they need it.
struct RowWriter {
  /// What was written.
  private(set) var bytes: [UInt8] = []
  private var isInRow = false

  /// A file with this header.
  init(_ header: [String]) {
    for name in header { add(name) }
    end()
  }

  /// Adds a field to the row.
  mutating func add(_ text: String) {
    if isInRow { bytes.append(UInt8(ascii: ",")) }
    isInRow = true
    let special: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13]
    guard text.utf8.contains(where: { special.contains($0) }) else {
      return bytes.append(contentsOf: text.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds two fields to the row.
  mutating func add(_ one: String, _ other: String) {
    add(one)
    add(other)
  }

  /// Adds a number with six decimals to the row.
  mutating func add(_ number: Double) {
    let millionths = (number * 1e6).rounded()
    guard millionths >= 0, millionths < 1e15 else { return add(Aggregation.decimal(number)) }
    let (whole, rest) = Int(millionths).quotientAndRemainder(dividingBy: 1_000_000)
    add(String(whole))
    bytes.append(UInt8(ascii: "."))
    bytes.append(contentsOf: String(1_000_000 + rest).utf8.dropFirst())
  }

  /// Adds a number to the row and ends it.
  mutating func end(with number: Double) {
    add(number)
    end()
  }

  /// Ends the row.
  mutating func end() {
    bytes.append(10)
    isInRow = false
  }
}
