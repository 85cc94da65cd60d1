import Ledger

@testable import Witan

/// What somebody with the file in their hands may do to a record.
enum Tampering: CaseIterable {
  case entryByte, recordBody, recordLost, recordAdded, payloadByte, payloadLost, payloadAdded
  case attachmentByte, attachmentLost, attachmentAdded, backDated, entriesSwapped, entryLost
  case nodeByte, noteByte, noteLost, forgedEntry

  /// Does it somewhere; gives what the report must name.
  func apply(_ record: inout OpenRecord, _ chance: inout Chance) -> String {
    switch self {
    case .recordBody, .recordLost, .recordAdded: return applyToRecords(&record, &chance)
    case .payloadByte, .payloadLost, .payloadAdded, .attachmentByte, .attachmentLost,
      .attachmentAdded:
      return applyOutside(&record, &chance)
    default: return applyToLedger(&record, &chance)
    }
  }

  private func applyToLedger(_ record: inout OpenRecord, _ chance: inout Chance) -> String {
    let index = chance.below(record.entryBytes.count)
    switch self {
    case .entryByte:
      let place = chance.below(record.entryBytes[index].count)
      record.entryBytes[index][place] ^= UInt8(1 << chance.below(7))
      return "entry \(index)"
    case .backDated, .forgedEntry:
      // A wholly consistent entry with another hour or author, the tree made anew.
      guard let entry = try? Entry(bytes: record.entryBytes[index]) else { return "entry" }
      let forged = Entry(
        index: index, community: entry.community,
        at: entry.at.adding(seconds: self == .backDated ? -7 * 86_400 : 0),
        by: self == .backDated ? entry.by : ID("m-somebody"), event: entry.event,
        salt: entry.salt)
      record.entryBytes[index] = (try? forged.bytes()) ?? []
      record.rebuildTree()
      return "checkpoint"
    case .entriesSwapped:
      let other = (index + 1) % record.entryBytes.count
      record.entryBytes.swapAt(index, other)
      return "entry \(index)"
    case .entryLost:
      record.entryBytes.removeLast()
      return "checkpoint"
    case .nodeByte:
      let level = 1 + chance.below(record.nodes.count - 1)
      let place = chance.below(record.nodes[level].count)
      record.nodes[level][place] = SHA.sha256([1, 2, 3])
      return "tree node \(level)/\(place)"
    case .noteLost:
      record.note = nil
      return "checkpoint"
    default:
      var bytes = Array((record.note ?? "").utf8)
      let place = bytes.count / 2
      bytes[place] ^= 1
      record.note = String(decoding: bytes, as: UTF8.self)
      return "checkpoint"
    }
  }

  private func applyToRecords(_ record: inout OpenRecord, _ chance: inout Chance) -> String {
    let kinds = RecordKind.allCases.filter { record.tables[$0]?.isEmpty == false }
    let kind = kinds[chance.below(kinds.count)]
    let keys = (record.tables[kind] ?? [:]).keys.sorted()
    let key = keys[chance.below(keys.count)]
    switch self {
    case .recordLost: record.tables[kind]?[key] = nil
    case .recordAdded:
      let body = record.tables[kind]?[key]
      record.tables[kind]?[key + "x"] = body
      return "\(kind.rawValue) \(key)x"
    default:
      let place = chance.below(record.tables[kind]?[key]?.count ?? 1)
      record.tables[kind]?[key]?[place] ^= 1
    }
    return "\(kind.rawValue) \(key)"
  }

  private func applyOutside(_ record: inout OpenRecord, _ chance: inout Chance) -> String {
    let isPayload = [.payloadByte, .payloadLost, .payloadAdded].contains(self)
    let names = isPayload ? record.payloads.keys.sorted() : record.attachments.keys.sorted()
    let name = names[chance.below(names.count)]
    switch self {
    case .payloadLost: record.payloads[name] = nil
    case .attachmentLost: record.attachments[name] = nil
    case .payloadByte:
      let salt = (0..<16).map { _ in UInt8(chance.below(256)) }
      record.payloads[name] =
        (try? Disclosure(salt: salt, name: "text", value: .string("another")))?.encoded
    case .attachmentByte: record.attachments[name]?[0] ^= 1
    case .payloadAdded:
      let salt = (0..<16).map { _ in UInt8(chance.below(256)) }
      guard let added = try? Disclosure(salt: salt, name: "text", value: .string("more")) else {
        return ""
      }
      record.payloads[added.digest] = added.encoded
      return "payload \(added.digest)"
    default:
      let content: [UInt8] = [0xFF, 0xD8, 0xFF, UInt8(chance.below(256))]
      let added = "photos/\(SHA.sha256(content).hex).jpg"
      record.attachments[added] = content
      return added
    }
    return isPayload ? "payload \(name)" : name
  }
}
