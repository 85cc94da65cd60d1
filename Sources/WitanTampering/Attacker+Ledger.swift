import Foundation
import GRDB
import Ledger
import Witan

extension Attacker {
  /// Attacks on entries and their tree; nil for other attacks.
  func ledger(_ tamper: Tamper) throws -> Tamper.Done? {
    switch tamper {
    case .entryByte, .leafByte, .nodeByte, .nodeLost, .nodeAdded, .entryLost, .entryBeforeFirst:
      return try edit { try rows(tamper, $0) }
    case .entryByteRehashed, .entryLostRenumbered, .entryInserted, .entriesExchangedRehashed,
      .entriesReordered, .backDated, .entrySpelledOtherwise, .entryAppended:
      return try edit { try rehashed(tamper, $0) }
    case .entriesExchanged:
      return try edit { db in
        let entries = try entries(db)
        let (one, other) = twoPlaces(entries.count)
        try set(one, entries[other], db)
        try set(other, entries[one], db)
        return Tamper.Done("entry \(one):")
      }
    case .tailCut:
      return try edit { db in
        let size = try entries(db).count
        let kept = size - 1 - chance.below(min(20, size - 2))
        try replaceLedger(Array(try entries(db).prefix(kept)), db)
        return Tamper.Done("checkpoint")
      }
    case .allEmptied:
      return try edit { db in
        for table in ["event", "node", "checkpoint", "payload", "sqlar"]
          + RecordKind.allCases.map(\.rawValue)
        {
          try db.execute(sql: "DELETE FROM \"\(table)\"")
        }
        return Tamper.Done("ledger")
      }
    default: return nil
    }
  }

  private func twoPlaces(_ count: Int) -> (Int, Int) {
    let one = chance.below(count)
    return (one, (one + 1 + chance.below(count - 1)) % count)
  }

  private func set(_ index: Int, _ bytes: [UInt8], _ db: Database) throws {
    try db.execute(
      sql: "UPDATE event SET bytes = ? WHERE idx = ?", arguments: [Data(bytes), index])
  }

  private func rows(_ tamper: Tamper, _ db: Database) throws -> Tamper.Done {
    let entries = try entries(db)
    let index = place(in: entries)
    switch tamper {
    case .entryByte:
      try set(index, flipped(entries[index]), db)
      return Tamper.Done("entry \(index):")
    case .leafByte:
      let leaf = flipped(MerkleTree.leafHash(entries[index]).bytes)
      try db.execute(
        sql: "UPDATE event SET leaf = ? WHERE idx = ?", arguments: [Data(leaf), index])
      return Tamper.Done("entry \(index):")
    case .entryLost:
      try db.execute(sql: "DELETE FROM event WHERE idx = ?", arguments: [index])
      return Tamper.Done(index == entries.count - 1 ? "checkpoint" : "entry \(index):")
    case .entryBeforeFirst:
      try db.execute(
        sql: "INSERT INTO event SELECT community, -1, bytes, leaf FROM event WHERE idx = ?",
        arguments: [index])
      return Tamper.Done("entries before the first")
    case .nodeAdded:
      let place = pick([(1, -1), (1, entries.count), (63, 0), (0, 0), (4, 1 << 40), (-1, 3)])
      try db.execute(
        sql: "INSERT OR REPLACE INTO node SELECT community, ?, ?, leaf FROM event WHERE idx = 0",
        arguments: [place.0, place.1])
      return Tamper.Done("nodes beyond the tree")
    default:
      let nodes = try Row.fetchAll(db, sql: "SELECT level, idx, hash FROM node")
      let node = pick(nodes)
      let (level, place): (Int, Int) = (node[0], node[1])
      let hash: Data = node[2]
      try db.execute(
        sql: tamper == .nodeLost
          ? "DELETE FROM node WHERE level = ? AND idx = ?"
          : "UPDATE node SET hash = ?3 WHERE level = ?1 AND idx = ?2",
        arguments: tamper == .nodeLost
          ? [level, place] : [level, place, Data(flipped(Array(hash)))])
      return Tamper.Done("tree node \(level)/\(place)")
    }
  }

  /// Attacks after which leaves and nodes fit again; only the signature does not.
  private func rehashed(_ tamper: Tamper, _ db: Database) throws -> Tamper.Done {
    var entries = try entries(db)
    let index = place(in: entries)
    switch tamper {
    case .entryByteRehashed: entries[index] = flipped(entries[index])
    case .entryLostRenumbered: entries.remove(at: index)
    case .entryInserted: entries.insert(entries[chance.below(entries.count)], at: index)
    case .entriesExchangedRehashed:
      let (one, other) = twoPlaces(entries.count)
      entries.swapAt(one, other)
    case .entriesReordered:
      let end = min(entries.count, index + 3)
      guard end - index > 1 else { return Tamper.Done(nil) }
      for (place, entry) in zip(index..<end, Array(entries[index..<end]).reversed()) {
        entries[place] = entry
      }
    case .backDated:
      let entry = try Entry(bytes: entries[index])
      let at = Instant(milliseconds: entry.at.milliseconds - 1 - chance.below(7 * 86_400_000))
      entries[index] = try Entry(
        index: entry.index, community: entry.community, at: at, by: entry.by, event: entry.event,
        salt: entry.salt
      ).bytes()
    case .entrySpelledOtherwise: entries[index] = spelledOtherwise(entries[index])
    default: entries.append(entries[index])
    }
    try replaceLedger(entries, db)
    return Tamper.Done("checkpoint")
  }

  /// The same JSON, not canonical.
  func spelledOtherwise(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let places = bytes.indices.filter { bytes[$0] == UInt8(ascii: "{") }
    bytes.insert(UInt8(ascii: " "), at: pick(places) + 1)
    return bytes
  }
}
