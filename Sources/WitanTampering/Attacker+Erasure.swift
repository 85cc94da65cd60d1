import Foundation
import GRDB
import Ledger
import Witan

extension Attacker {
  /// Attacks on what was erased, and on what a legal hold keeps; nil for other attacks.
  func erasure(_ tamper: Tamper) async throws -> Tamper.Done? {
    switch tamper {
    case .payloadPutBack: return try putBack("payload", "digest")
    case .photoPutBack: return try putBack("sqlar", "name")
    case .erasureRemoved: return try await removeErasure()
    case .erasureForged:
      let entries = try raw { try self.entries($0) }
      // Of an entry that was not meant.
      guard let (index, forged) = try renumbered(entries) else { return Tamper.Done(nil) }
      var changed = entries
      changed[index] = forged
      try await rewrite(changed, signedBy: [community.signer])
      return Tamper.Done("entry \(index):")
    case .erasedUnderHold: return try await eraseUnderHold()
    default: return nil
    }
  }

  /// Puts back from an older file what is not there any more.
  private func putBack(_ table: String, _ key: String) throws -> Tamper.Done {
    let older = community.images[0]
    return try edit { db in
      let known = Set(try keys(db, table, key))
      let past = try DatabaseQueue(path: older)
      defer { try? past.close() }
      let gone = try past.read { try keys($0, table, key) }.filter { !known.contains($0) }
      guard !gone.isEmpty else { return Tamper.Done(nil) }
      let name = pick(gone)
      let row = try past.read {
        try Row.fetchOne(
          $0, sql: "SELECT * FROM \"\(table)\" WHERE \"\(key)\" = ?", arguments: [name])
      }
      guard let row else { return Tamper.Done(nil) }
      let marks = row.columnNames.map { _ in "?" }.joined(separator: ", ")
      try db.execute(
        sql: "INSERT INTO \"\(table)\" VALUES (\(marks))",
        arguments: StatementArguments(row.databaseValues))
      return Tamper.Done(name)
    }
  }

  /// The event that tells of an erasure is left out, all later ones renumbered, and all signed.
  private func removeErasure() async throws -> Tamper.Done {
    let entries: [[UInt8]] = try raw { try self.entries($0) }
    let places = entries.indices.filter { isOf("erased", entries[$0]) }
    guard !places.isEmpty else { return Tamper.Done(nil) }
    try await rewrite(leavingOut(pick(places), of: entries), signedBy: [community.signer])
    return Tamper.Done("payload ")
  }

  /// An erasure that speaks of another entry than was erased.
  private func renumbered(_ entries: [[UInt8]]) throws -> (Int, [UInt8])? {
    let places = entries.indices.filter { isOf("erased", entries[$0]) }
    guard !places.isEmpty else { return nil }
    let index = pick(places)
    guard case .erased(let fact) = try Entry(bytes: entries[index]).event else { return nil }
    let other = fact.entry > 0 && chance.below(2) == 0 ? fact.entry - 1 : fact.entry + 1
    return try replaced(
      "erased", "\"entry\":\(fact.entry),", "\"entry\":\(other),",
      entries.enumerated().map {
        $0.offset == index ? $0.element : []
      })
  }

  /// What a hold keeps is erased all the same, in due form, by somebody with the key.
  private func eraseUnderHold() async throws -> Tamper.Done {
    var entries: [[UInt8]] = try raw { try self.entries($0) }
    var (held, gone): ([ID<Question>: ID<Member>], Set<String>) = ([:], [])
    var asked: [(index: Int, fact: QuestionAsked)] = []
    for (index, bytes) in entries.enumerated() {
      switch try Entry(bytes: bytes).event {
      case .holdPlaced(let fact): if let id = fact.on.question { held[id] = fact.by }
      case .holdLifted(let fact): if let id = fact.on.question { held[id] = nil }
      case .erased(let fact): gone.formUnion(fact.commitments.map(\.digest))
      case .questionAsked(let fact): asked.append((index, fact))
      default: continue
      }
    }
    asked = asked.filter { held[$0.fact.question] != nil && !gone.contains($0.fact.text.digest) }
    guard !asked.isEmpty else { return Tamper.Done(nil) }
    let (index, fact) = pick(asked)
    guard let by = held[fact.question] else { return Tamper.Done(nil) }
    let ground = try Disclosure(
      salt: (0..<16).map { _ in UInt8(chance.below(256)) }, name: "ground",
      value: .string("no reason"))
    let data = """
      {"by":"\(by)","commitments":["\(fact.text.digest)"],"entry":\(index),\
      "ground":"\(ground.digest)","member":"\(fact.asker)","question":"\(fact.question)"}
      """
    entries.append(try appended("erased", data, by: by.text, to: entries))
    try edit { db in
      try db.execute(sql: "DELETE FROM payload WHERE digest = ?", arguments: [fact.text.digest])
      try db.execute(
        sql: "INSERT INTO payload (community, digest, disclosure) VALUES (?, ?, ?)",
        arguments: [MadeUpCommunity.made, ground.digest, ground.encoded])
    }
    try await rewrite(entries, signedBy: [community.signer])
    return Tamper.Done("entry \(entries.count - 1):")
  }
}
