import Foundation
import Ledger

/// Swift values as canonical JSON and back.
///
/// Foundation's encoder lists the fields; `Ledger.JSON` parses what it wrote, refuses floats and
/// writes the canonical bytes, as Foundation's own sorting is not canonical.
public enum Canonical {
  /// The canonical bytes of a value without floats.
  public static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return try JSON(parsing: encoder.encode(value)).canonicalBytes
  }

  /// Reads a value.
  public static func value<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}
