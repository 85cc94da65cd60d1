import Foundation
import GRDB
import Ledger
import Witan

extension Attacker {
  /// Attacks on what follows from the ledger; nil for other attacks.
  func records(_ tamper: Tamper) throws -> Tamper.Done? {
    switch tamper {
    case .recordByte, .recordLost, .recordAdded, .recordRenamed, .recordsExchanged, .columnStrays,
      .keyHidesTail, .numberAltered:
      return try edit { try anyRecord(tamper, $0) }
    case .keyLooksAlike: return try edit { try lookAlike($0) }
    case .verdictRecordAltered:
      return try edit { try alter($0, "consensus", "body LIKE '%\"held\":{%'", numbers) }
    case .reputationAltered:
      return try edit { db in
        let tables = try ["skill", "lessons", "progress", "sightings"].filter { table in
          try !keys(db, table, where: "body GLOB '*[1-9]*'").isEmpty
        }
        guard !tables.isEmpty else { return Tamper.Done(nil) }
        return try alter(db, pick(tables), "body GLOB '*[1-9]*'", numbers)
      }
    case .roleAltered:
      return try edit { db in
        try alter(db, "member", "body LIKE '%\"expert\"%'") {
          $0.replacingOccurrences(of: "\"expert\"", with: "\"steward\"")
        }
      }
    case .textAltered:
      return try edit { db in
        try alter(db, "question", "body LIKE '%Question%'") {
          $0.replacingOccurrences(of: "Question", with: "Qvestion")
        }
      }
    case .tokenAdded:
      return try edit { db in
        let sha256 = SHA.sha256(withUnsafeBytes(of: chance.next()) { Array($0) }).hex
        try db.execute(
          sql: """
            INSERT INTO token (community, key, body, member) SELECT community, ?1, \
            replace(body, key, ?1), member FROM token LIMIT 1
            """, arguments: [sha256])
        return Tamper.Done("token \(sha256)")
      }
    default: return nil
    }
  }

  /// Numbers in a text, one of them another.
  private func numbers(_ text: String) -> String {
    var bytes = Array(text.utf8)
    // Not within a name or text: a digit that stands after a colon, a comma or a bracket.
    let places = bytes.indices.dropFirst().filter {
      (49...57).contains(bytes[$0]) && [58, 44, 91].contains(bytes[$0 - 1])
    }
    guard !places.isEmpty else { return text }
    let place = pick(Array(places))
    bytes[place] = bytes[place] == 57 ? 49 : bytes[place] + 1
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Changes the body of one record; its columns follow.
  private func alter(
    _ db: Database, _ table: String, _ condition: String, _ change: (String) -> String
  ) throws -> Tamper.Done {
    let keys = try keys(db, table, where: condition)
    guard !keys.isEmpty else { return Tamper.Done(nil) }
    let key = pick(keys)
    let body = try body(db, table, key)
    let changed = change(String(decoding: body, as: UTF8.self))
    guard !changed.utf8.elementsEqual(body) else { return Tamper.Done(nil) }
    try put(Array(changed.utf8), db, table, key)
    return Tamper.Done("\(table) \(key)")
  }

  private func body(_ db: Database, _ table: String, _ key: String) throws -> [UInt8] {
    Array(
      try Data.fetchOne(
        db, sql: "SELECT body FROM \"\(table)\" WHERE key = ?", arguments: [key]) ?? Data())
  }

  private func put(_ body: [UInt8], _ db: Database, _ table: String, _ key: String) throws {
    try db.execute(
      sql: "UPDATE \"\(table)\" SET body = CAST(? AS TEXT) WHERE key = ?",
      arguments: [Data(body), key])
    for column in RecordKind(rawValue: table)?.indexes ?? [] {
      try db.execute(
        sql: "UPDATE \"\(table)\" SET \"\(column)\" = body ->> '$.\(column)'"
          + " WHERE key = ? AND json_valid(body)", arguments: [key])
    }
  }

  private func anyRecord(_ tamper: Tamper, _ db: Database) throws -> Tamper.Done {
    let kinds = try RecordKind.allCases.filter {
      try !keys(db, $0.rawValue).isEmpty
        && (tamper != .columnStrays || !$0.indexes.isEmpty)
    }
    let kind = pick(kinds)
    let table = kind.rawValue
    let all = try keys(db, table)
    let key = pick(all)
    switch tamper {
    case .recordByte: try put(flipped(body(db, table, key)), db, table, key)
    case .recordLost:
      try db.execute(sql: "DELETE FROM \"\(table)\" WHERE key = ?", arguments: [key])
    case .recordAdded, .recordRenamed, .keyHidesTail:
      let name = key + (tamper == .keyHidesTail ? "\0" : "") + pick(["x", "0", " ", "\u{301}"])
      let columns = ["community", "body"] + kind.indexes
      let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
      try db.execute(
        sql: tamper == .recordAdded
          ? "INSERT INTO \"\(table)\" (key, \(list)) SELECT CAST(? AS TEXT), \(list)"
            + " FROM \"\(table)\" WHERE key = ?"
          : "UPDATE \"\(table)\" SET key = CAST(? AS TEXT) WHERE key = ?",
        arguments: [Data(name.utf8), key])
    case .recordsExchanged:
      let other = pick(all)
      let (one, two) = (try body(db, table, key), try body(db, table, other))
      guard one != two else { return Tamper.Done(nil) }
      try put(two, db, table, key)
      try put(one, db, table, other)
    case .columnStrays:
      let column = pick(kind.indexes)
      try db.execute(
        sql: "UPDATE \"\(table)\" SET \"\(column)\" = \(pick(["'m-nobody'", "''"])) WHERE key = ?",
        arguments: [key])
      return Tamper.Done("records whose columns stray")
    default:
      return try alter(db, table, "body GLOB '*[1-9]*'", numbers)
    }
    return Tamper.Done("\(table) \(key)")
  }

  /// A key spelled with letters that Unicode takes for the same: K and the kelvin, é and e with an
  /// accent of its own.
  private func lookAlike(_ db: Database) throws -> Tamper.Done {
    let keys = try keys(
      db, "mark", where: "key GLOB '*K*' OR key GLOB '*É*' OR key GLOB '*ï*'")
    guard !keys.isEmpty else { return Tamper.Done(nil) }
    let pairs = [("K", "\u{212A}"), ("É", "E\u{301}"), ("ï", "i\u{308}")]
    let key = pick(keys)
    guard let (old, new) = pairs.first(where: { key.contains($0.0) }) else {
      return Tamper.Done(nil)
    }
    let name = key.replacingOccurrences(of: old, with: new, options: .literal)
    guard !name.utf8.elementsEqual(key.utf8) else { return Tamper.Done(nil) }
    try db.execute(sql: "UPDATE mark SET key = ? WHERE key = ?", arguments: [name, key])
    return Tamper.Done("mark ")
  }
}
