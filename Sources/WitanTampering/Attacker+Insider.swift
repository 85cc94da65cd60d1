import Foundation
import GRDB
import Ledger
import Witan

extension Attacker {
  /// Attacks by somebody with the key: entries are forged, the tree and the records follow, and the
  /// checkpoint is signed. What must follow from the entries before does not.
  ///
  /// - Returns: the entry that the report should name; nil where the ledger has none of the kind.
  func insider(_ tamper: Tamper) async throws -> String? {
    var entries: [[UInt8]] = try raw { try self.entries($0) }
    if tamper == .tailCutWithRecords {
      try await rewrite(
        Array(entries.dropLast(1 + chance.below(entries.count / 2))), signedBy: [])
      return "checkpoint"
    }
    guard let (index, forged) = try forge(tamper, entries) else { return nil }
    guard forged != entries[index] else { return nil }
    entries[index] = forged
    try await rewrite(entries, signedBy: [community.signer])
    return "entry \(index):"
  }

  private func forge(_ tamper: Tamper, _ entries: [[UInt8]]) throws -> (Int, [UInt8])? {
    switch tamper {
    case .verdictForged: return number(in: "consensusReached", entries)
    case .routeForged: return number(in: "questionDispatched", entries)
    case .lessonsForged:
      return number(in: pick(["skillsMoved", "skillsEstimated"]), entries)
    case .promiseForged: return number(in: "promised", entries)
    case .timeBackwards, .indexForged, .communityForged:
      let index = 1 + chance.below(entries.count - 1)
      let (entry, last) = (try Entry(bytes: entries[index]), try Entry(bytes: entries[index - 1]))
      let forged = Entry(
        index: tamper == .indexForged ? index + 1 : index,
        community: tamper == .communityForged ? ID("made-up ") : entry.community,
        at: tamper == .timeBackwards
          ? Instant(milliseconds: last.at.milliseconds - 1 - chance.below(100_000)) : entry.at,
        by: entry.by, event: entry.event, salt: entry.salt)
      return (index, try forged.bytes())
    case .spellingForged:
      let index = chance.below(entries.count)
      return (index, spelledOtherwise(entries[index]))
    case .ruleByOne:
      return try replaced("ruleApproved", "\"by\":\"m-", "\"by\":\"m-x", entries)
    case .keyHandedByNobody:
      return try replaced(
        "keyRotated", "\"signatures\":[\"— made", "\"signatures\":[\"— mads", entries)
    case .personForged:
      let kind = pick(["answerGiven", "questionAsked", "outcomeRecorded", "memberJoined"])
      return try replaced(kind, ",\"by\":\"m-", ",\"by\":\"m-x", entries)
    case .kindUnknown:
      let index = chance.below(entries.count)
      return (index, try text(entries[index], "\"kind\":\"", "\"kind\":\"x"))
    default: return nil
    }
  }

  /// Some entry of a kind, one of whose numbers is another.
  private func number(in kind: String, _ entries: [[UInt8]]) -> (Int, [UInt8])? {
    let places = entries.indices.filter { isOf(kind, entries[$0]) }
    guard !places.isEmpty else { return nil }
    let index = pick(places)
    var bytes = entries[index]
    // Within the data: before the entry's own index, which follows it.
    guard let end = bytes.firstRange(of: Array(",\"index\":\(index),\"kind\"".utf8))?.lowerBound,
      let start = bytes.firstRange(of: Array("\"data\":".utf8))?.upperBound
    else { return nil }
    let digits = (start..<end).filter {
      (49...56).contains(bytes[$0]) && [58, 44, 91].contains(bytes[$0 - 1])
    }
    guard !digits.isEmpty else { return nil }
    bytes[pick(digits)] += 1
    return (index, bytes)
  }

  private func replaced(
    _ kind: String, _ old: String, _ new: String, _ entries: [[UInt8]]
  ) throws -> (Int, [UInt8])? {
    let places = entries.indices.filter {
      isOf(kind, entries[$0]) && entries[$0].firstRange(of: Array(old.utf8)) != nil
    }
    guard !places.isEmpty else { return nil }
    let index = pick(places)
    return (index, try text(entries[index], old, new))
  }

  private func text(_ bytes: [UInt8], _ old: String, _ new: String) throws -> [UInt8] {
    guard let range = bytes.firstRange(of: Array(old.utf8)) else { return bytes }
    return Array(bytes[..<range.lowerBound]) + Array(new.utf8) + Array(bytes[range.upperBound...])
  }

  private func isOf(_ kind: String, _ bytes: [UInt8]) -> Bool {
    bytes.firstRange(of: Array("\"kind\":\"\(kind)\"".utf8)) != nil
  }
}
