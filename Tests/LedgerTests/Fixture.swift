import Foundation
import Ledger

/// Known answers from `fixtures/ledger`, read with the parser under test (its own tests spell their
/// input out).
enum Fixture {
  /// A fixture file as JSON.
  static func json(_ name: String) throws -> JSON {
    try JSON(parsing: [UInt8](Data(contentsOf: folder.appending(path: name))))
  }

  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures/ledger")
}

/// A fixture does not have the shape that a test expects.
struct FixtureShape: Error {
  let found: JSON?
}

/// What a fixture must hold in a place.
extension JSON {
  /// The member of this name.
  func member(_ name: String) throws -> JSON {
    guard let value = self[name] else { throw FixtureShape(found: self) }
    return value
  }

  /// The elements of an array.
  func elements() throws -> [JSON] {
    guard case .array(let elements) = self else { throw FixtureShape(found: self) }
    return elements
  }

  /// A text.
  func text() throws -> String {
    guard case .string(let text) = self else { throw FixtureShape(found: self) }
    return text
  }

  /// An integer.
  func number() throws -> Int {
    guard case .integer(let number) = self else { throw FixtureShape(found: self) }
    return number
  }

  /// A truth value.
  func flag() throws -> Bool {
    guard case .bool(let flag) = self else { throw FixtureShape(found: self) }
    return flag
  }

  /// An array of hashes in base64.
  func hashes() throws -> [TreeHash] {
    try elements().map { try $0.hash() }
  }

  /// A hash in base64.
  func hash() throws -> TreeHash {
    guard let hash = TreeHash(base64: try text()) else { throw FixtureShape(found: self) }
    return hash
  }
}
