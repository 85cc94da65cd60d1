/// One row of a comma-separated file: its fields among the bytes that are being read. They hold
/// until the next row is read.
struct RowFields {
  /// The line on which the row began, from 1.
  var line = 1
  /// What is being read; the fields lie within.
  var bytes: [UInt8] = []
  /// Where the fields lie.
  var ranges: [Range<Int>] = []

  /// The number of fields.
  var count: Int { ranges.count }

  /// A field as text.
  func text(of field: Int) -> String { String(decoding: bytes[ranges[field]], as: UTF8.self) }

  /// All fields as text.
  var texts: [String] { ranges.indices.map { text(of: $0) } }

  /// Whether every field is UTF-8.
  var isText: Bool {
    ranges.allSatisfy { String(validating: bytes[$0], as: UTF8.self) != nil }
  }
}
