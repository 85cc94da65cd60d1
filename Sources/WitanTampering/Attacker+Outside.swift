import Foundation
import GRDB
import Ledger
import Witan

extension Attacker {
  /// Attacks on payloads and attachments; nil for other attacks.
  func outside(_ tamper: Tamper) throws -> Tamper.Done? {
    switch tamper {
    case .payloadByte, .payloadLost, .payloadAdded, .payloadsExchanged, .payloadReplaced,
      .payloadOtherSalt, .payloadHidesTail, .payloadLooksAlike:
      return try edit { try payload(tamper, $0) }
    case .photosSwapped: return try edit { try photosSwapped($0) }
    case .photoByte, .photoRenamed, .photoReplaced, .photoReplacedAndNamed, .photoLost,
      .photoAdded, .photoSize, .photoMode, .photoHashHidesTail, .photoTrailing:
      return try edit { try photo(tamper, $0) }
    default: return nil
    }
  }

  private func disclosure(_ db: Database, _ digest: String) throws -> String {
    try String.fetchOne(
      db, sql: "SELECT disclosure FROM payload WHERE digest = ?", arguments: [digest]) ?? ""
  }

  private func set(_ digest: String, _ disclosure: String, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE payload SET disclosure = CAST(? AS TEXT) WHERE digest = ?",
      arguments: [Data(disclosure.utf8), digest])
  }

  private func made(_ name: String, _ value: JSON) throws -> Disclosure {
    try Disclosure(
      salt: (0..<16).map { _ in UInt8(chance.below(256)) }, name: name, value: value)
  }

  private func payload(_ tamper: Tamper, _ db: Database) throws -> Tamper.Done {
    let digests = try keys(db, "payload", "digest")
    let digest = pick(digests)
    let encoded = try disclosure(db, digest)
    switch tamper {
    case .payloadByte:
      try set(digest, String(decoding: flipped(Array(encoded.utf8)), as: UTF8.self), db)
    case .payloadLost:
      try db.execute(sql: "DELETE FROM payload WHERE digest = ?", arguments: [digest])
    case .payloadAdded:
      let added = try made("text", .string("more"))
      try db.execute(
        sql: "INSERT INTO payload (community, digest, disclosure) VALUES (?, ?, ?)",
        arguments: [MadeUpCommunity.made, added.digest, added.encoded])
      return Tamper.Done("payload \(added.digest)")
    case .payloadsExchanged:
      let other = pick(digests.filter { $0 != digest })
      try set(digest, disclosure(db, other), db)
      try set(other, encoded, db)
    case .payloadReplaced:
      let other = try made(Disclosure(encoded: encoded).name, .string("another"))
      try db.execute(
        sql: "UPDATE payload SET digest = ?, disclosure = ? WHERE digest = ?",
        arguments: [other.digest, other.encoded, digest])
    case .payloadOtherSalt:
      let old = try Disclosure(encoded: encoded)
      try set(digest, made(old.name, old.value).encoded, db)
    case .payloadHidesTail: try set(digest, encoded + "\0and more", db)
    default:
      let candidates = digests.filter { $0.contains("K") }
      guard !candidates.isEmpty else { return Tamper.Done(nil) }
      let digest = pick(candidates)
      let alike = digest.replacingOccurrences(of: "K", with: "\u{212A}", options: .literal)
      try db.execute(
        sql: "UPDATE payload SET digest = ? WHERE digest = ?", arguments: [alike, digest])
      return Tamper.Done("payload ")
    }
    return Tamper.Done("payload \(digest)")
  }

  private func photosSwapped(_ db: Database) throws -> Tamper.Done {
    let names = try keys(
      db, "sqlar", "name", where: "name LIKE 'photos/%' OR name LIKE 'originals/%'")
    guard names.count > 1 else { return Tamper.Done(nil) }
    let one = pick(names)
    let other = pick(names.filter { $0 != one })
    // The content, and in half of the cases all that the row says of it.
    let columns = chance.below(2) == 0 ? ["data", "sz"] : ["data", "sz", "sha256"]
    let list = columns.joined(separator: ", ")
    let rows = try [one, other].map { name in
      try Row.fetchOne(db, sql: "SELECT \(list) FROM sqlar WHERE name = ?", arguments: [name])
    }
    let sets = columns.map { "\($0) = ?" }.joined(separator: ", ")
    for (name, row) in [(one, rows[1]), (other, rows[0])] {
      let values = columns.indices.map { row?[$0] as DatabaseValue? }
      try db.execute(
        sql: "UPDATE sqlar SET \(sets) WHERE name = ?",
        arguments: StatementArguments(values) + [name])
    }
    return Tamper.Done(one)
  }

  private func photo(_ tamper: Tamper, _ db: Database) throws -> Tamper.Done {
    let names = try keys(db, "sqlar", "name")
    let name = pick(names)
    func update(_ sql: String, _ arguments: [any DatabaseValueConvertible] = []) throws {
      try db.execute(
        sql: "UPDATE sqlar SET \(sql) WHERE name = ?",
        arguments: StatementArguments(arguments + [name]))
    }
    let content: [UInt8] = [0xFF, 0xD8, 0xFF] + (0..<30).map { _ in UInt8(chance.below(256)) }
    let hash = SHA.sha256(content).hex
    switch tamper {
    case .photoByte:
      let data = try Data.fetchOne(
        db, sql: "SELECT data FROM sqlar WHERE name = ?", arguments: [name])
      try update("data = ?", [Data(flipped(Array(data ?? Data())))])
    case .photoRenamed:
      try update("name = ?", [pick([name + "x", "photos/\(hash).jpg", "x" + name])])
    case .photoReplaced:
      try update("data = ?, sz = ?, sha256 = ?", [Data(content), content.count, hash])
    case .photoReplacedAndNamed:
      try update(
        "data = ?, sz = ?, sha256 = ?, name = ?",
        [Data(content), content.count, hash, "photos/\(hash).jpg"])
    case .photoLost: try db.execute(sql: "DELETE FROM sqlar WHERE name = ?", arguments: [name])
    case .photoAdded:
      try db.execute(
        sql: "INSERT INTO sqlar (name, mode, mtime, sz, data, community, sha256)"
          + " VALUES (?, 33188, 0, ?, ?, ?, ?)",
        arguments: [
          "photos/\(hash).jpg", content.count, Data(content), MadeUpCommunity.made, hash,
        ])
      return Tamper.Done(hash)
    case .photoSize: try update("sz = sz + ?", [pick([-1, 1, 7])])
    case .photoMode:
      try update(pick(["mode = 41471", "mtime = 1700000000", "mode = NULL"]))
      return Tamper.Done("attachments with another mode")
    case .photoHashHidesTail: try update("sha256 = CAST(? AS TEXT)", [Data(tail(name).utf8)])
    default: try update("data = CAST(data || x'00' AS BLOB)")
    }
    return Tamper.Done(name)
  }

  /// The hash in a name, and something that follows a NUL.
  private func tail(_ name: String) -> String {
    let stem = name.split(separator: "/").last?.split(separator: ".").first ?? ""
    return stem + "\0x"
  }
}

extension Attacker {
  /// Attacks on the checkpoint and the key that do not touch an entry; nil for other attacks.
  func notes(_ tamper: Tamper) throws -> Tamper.Done? {
    switch tamper {
    case .noteByte, .noteLost, .noteOlder, .noteByOtherKey, .noteWithStranger, .noteOfOther:
      return try edit { db in
        try note(tamper, db)
        return Tamper.Done(tamper == .noteOfOther ? "rows of another community" : "checkpoint")
      }
    case .keyReplacedInRecord, .keyReplacedAndSigned:
      return try edit { db in
        let stranger = try MadeUpCommunity.signer(seed: 99, 9)
        let old = community.signer.verifier.key
        try db.execute(
          sql: "UPDATE community SET body = replace(body, ?, ?)",
          arguments: [old, stranger.verifier.key])
        if tamper == .keyReplacedAndSigned { try note(.noteByOtherKey, db) }
        return Tamper.Done("community")
      }
    default: return nil
    }
  }

  private func note(_ tamper: Tamper, _ db: Database) throws {
    let note = try String.fetchOne(db, sql: "SELECT note FROM checkpoint") ?? ""
    let signed = try SignedNote(parsing: note)
    let stranger = try MadeUpCommunity.signer(seed: 99, 9)
    var changed = note
    switch tamper {
    case .noteByte:
      // Still UTF-8, as the column holds text.
      var bytes = Array(note.utf8)
      let places = bytes.indices.filter { bytes[$0] < 128 }
      bytes[pick(Array(places))] ^= UInt8(1 << chance.below(7))
      changed = String(decoding: bytes, as: UTF8.self)
    case .noteLost: return try db.execute(sql: "DELETE FROM checkpoint")
    case .noteOlder:
      changed = pick(community.notes.filter { $0 != note })
    case .noteByOtherKey:
      changed = try SignedNote.sign(text: signed.text, by: [stranger]).description
    case .noteWithStranger:
      changed = try signed.adding(stranger.signature(for: signed.text)).description
    default:
      return try db.execute(
        sql: "INSERT INTO checkpoint (community, note) SELECT 'other', note FROM checkpoint")
    }
    try db.execute(
      sql: "UPDATE checkpoint SET note = CAST(? AS TEXT)", arguments: [Data(changed.utf8)])
  }
}
