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
    if index == entries.count { entries.append([]) }
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
      let kinds = ["skillsMoved", "skillsEstimated"].filter { kind in
        entries.contains { isOf(kind, $0) }
      }
      return kinds.isEmpty ? nil : number(in: pick(kinds), entries)
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
    case .ruleByProposer: return try approvedByProposer(entries)
    case .rolesForged: return try replaced("rolesSet", "\"expert\"", "\"steward\"", entries)
    case .rolesByOne: return try rolesByOne(entries)
    case .keyHandedByNobody:
      return try replaced(
        "keyRotated", "\"signatures\":[\"— made", "\"signatures\":[\"— mads", entries)
    case .personForged:
      // Each kind of event that people make as often as the others.
      let authored = entries.filter { $0.firstRange(of: Array(",\"by\":\"m-".utf8)) != nil }
      guard !authored.isEmpty else { return nil }
      return try replaced(
        pick(kinds(of: authored)), ",\"by\":\"m-", ",\"by\":\"m-x", entries)
    case .badgeForged: return number(in: "badgeAwarded", entries)
    case .openingForged: return number(in: "questionOpened", entries)
    case .kindUnknown:
      let index = chance.below(entries.count)
      return (index, try text(entries[index], "\"kind\":\"", "\"kind\":\"x"))
    default: return try fact(tamper, entries)
    }
  }

  /// A rule whose approval is by the one who proposed it.
  private func approvedByProposer(_ entries: [[UInt8]]) throws -> (Int, [UInt8])? {
    var proposers: [ID<RuleProposal>: ID<Member>] = [:]
    var places: [(Int, Entry, RuleApproved)] = []
    for (index, bytes) in entries.enumerated() {
      let entry = try Entry(bytes: bytes)
      if case .ruleProposed(let fact) = entry.event { proposers[fact.proposal] = fact.by }
      if case .ruleApproved(let fact) = entry.event { places.append((index, entry, fact)) }
    }
    guard !places.isEmpty else { return nil }
    let (index, _, fact) = pick(places)
    guard let proposer = proposers[fact.proposal] else { return nil }
    let text = String(decoding: entries[index], as: UTF8.self)
      .replacingOccurrences(of: "\"\(fact.by.text)\"", with: "\"\(proposer.text)\"")
    return (index, Array(text.utf8))
  }

  /// Another entry at the end, by which one steward alone makes an expert a steward.
  private func rolesByOne(_ entries: [[UInt8]]) throws -> (Int, [UInt8])? {
    var (stewards, others): ([ID<Member>], [ID<Member>]) = ([], [])
    for bytes in entries where isOf("memberJoined", bytes) {
      guard case .memberJoined(let fact) = try Entry(bytes: bytes).event else { continue }
      if fact.roles.contains(.steward) { stewards.append(fact.member) }
      if fact.roles == [.expert] { others.append(fact.member) }
    }
    guard stewards.count > 1, !others.isEmpty else { return nil }
    let (by, member) = (stewards[0].text, pick(others).text)
    let data = """
      {"by":"\(by)","member":"\(member)","roles":["steward"],"subjects":[]}
      """
    return (entries.count, try appended("rolesSet", data, by: by, to: entries))
  }

  /// An entry that follows on these: at the time of the last.
  func appended(
    _ kind: String, _ data: String, by: String, to entries: [[UInt8]]
  ) throws -> [UInt8] {
    let last = try Entry(bytes: entries[entries.count - 1])
    let salt = Base64.encodeURL((0..<Entry.saltBytes).map { _ in UInt8(chance.below(256)) })
    let text = """
      {"at":"\(last.at.text)","by":"\(by)","community":"\(last.community)","data":\(data),\
      "index":\(entries.count),"kind":"\(kind)","salt":"\(salt)","v":1}
      """
    return try Entry(bytes: Array(text.utf8)).bytes()
  }

  /// Some entry of a kind, one of whose numbers is another.
  func number(in kind: String, _ entries: [[UInt8]]) -> (Int, [UInt8])? {
    let places = entries.indices.filter {
      isOf(kind, entries[$0]) && !digits(in: entries[$0], of: $0).isEmpty
    }
    guard !places.isEmpty else { return nil }
    let index = pick(places)
    var bytes = entries[index]
    bytes[pick(digits(in: bytes, of: index))] += 1
    return (index, bytes)
  }

  /// The first digits of the numbers in an entry's data, but for nines and zeros.
  private func digits(in bytes: [UInt8], of index: Int) -> [Int] {
    // Within the data: before the entry's own index, which follows it.
    guard let end = bytes.firstRange(of: Array(",\"index\":\(index),\"kind\"".utf8))?.lowerBound,
      let start = bytes.firstRange(of: Array("\"data\":".utf8))?.upperBound
    else { return [] }
    return (start..<end).filter {
      (49...56).contains(bytes[$0]) && [58, 44, 91].contains(bytes[$0 - 1])
    }
  }

  /// Some entry of a kind, of which a part of its text is another.
  func replaced(
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

  /// The kinds of these entries, in order.
  func kinds(of entries: [[UInt8]]) -> [String] {
    Set(entries.map(kind)).sorted()
  }

  /// The place of some entry, each kind as often as the others.
  func place(in entries: [[UInt8]]) -> Int {
    let kinds = entries.map(kind)
    let kind = pick(Set(kinds).sorted())
    return pick(kinds.indices.filter { kinds[$0] == kind })
  }

  /// The kind that an entry's bytes say, which stands near their end.
  private func kind(of bytes: [UInt8]) -> String {
    let text = String(decoding: bytes.suffix(160), as: UTF8.self)
    guard let start = text.range(of: "\"kind\":\"", options: .backwards)?.upperBound else {
      return ""
    }
    return String(text[start...].prefix { $0 != "\"" })
  }

  /// Whether an entry's bytes are of a kind.
  func isOf(_ kind: String, _ bytes: [UInt8]) -> Bool {
    bytes.firstRange(of: Array("\"kind\":\"\(kind)\"".utf8)) != nil
  }
}
