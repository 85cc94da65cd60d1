import Foundation
import Ledger
import Witan

extension Attacker {
  /// Forged facts of what people did, by somebody with the key: what they saw, for how long they
  /// held a question, when it had to be answered, on what occasion a verdict was reached, whose the
  /// truth is, and an answer or a pass where none can be.
  func fact(_ tamper: Tamper, _ entries: [[UInt8]]) throws -> (Int, [UInt8])? {
    switch tamper {
    case .answerForged: return number(in: "answerGiven", entries)
    case .leaseForged:
      return try replaced("assignmentTaken", "\"endsAt\":\"20", "\"endsAt\":\"21", entries)
    case .deadlineForged:
      return try replaced("questionAsked", "\"deadline\":\"20", "\"deadline\":\"21", entries)
    case .occasionForged:
      return try replaced(
        "consensusReached", "\"occasion\":\"answer\"", "\"occasion\":\"exhausted\"", entries)
    case .answeredTwice: return try again("answerGiven", entries)
    case .passedTwice: return try again("assignmentPassed", entries)
    case .truthByAsker: return try truthByAsker(entries)
    default: return nil
    }
  }

  /// Another entry at the end, which says again what one of a kind says, by the same person.
  private func again(_ kind: String, _ entries: [[UInt8]]) throws -> (Int, [UInt8])? {
    // Who wanted a better photo is offered the question again, and may pass it on again.
    let wishes = PassReason.allCases.filter(\.wantsPhoto).map { "\"reason\":\"\($0.rawValue)\"" }
    let places = entries.indices.filter { place in
      isOf(kind, entries[place]) && !wishes.contains { text(entries[place]).contains($0) }
    }
    guard !places.isEmpty else { return nil }
    let bytes = entries[pick(places)]
    let entry = try Entry(bytes: bytes)
    guard let by = entry.by,
      let start = bytes.firstRange(of: Array("\"data\":".utf8))?.upperBound,
      let end = bytes.firstRange(of: Array(",\"index\":\(entry.index),\"kind\"".utf8))?.lowerBound
    else { return nil }
    let data = text(Array(bytes[start..<end]))
    return (entries.count, try appended(kind, data, by: by.text, to: entries))
  }

  /// A truth that a steward recorded, as if who asked had, who was never one: of two stewards
  /// either may say it, and only who kept a checkpoint can tell which did.
  private func truthByAsker(_ entries: [[UInt8]]) throws -> (Int, [UInt8])? {
    var askers: [ID<Question>: ID<Member>] = [:]
    var stewards: Set<ID<Member>> = []
    var places: [(index: Int, by: ID<Member>, asker: ID<Member>)] = []
    for (index, bytes) in entries.enumerated() {
      switch try Entry(bytes: bytes).event {
      case .memberJoined(let fact) where fact.roles.contains(.steward):
        stewards.insert(fact.member)
      case .rolesSet(let fact) where fact.roles.contains(.steward):
        stewards.insert(fact.member)
      case .questionAsked(let fact): askers[fact.question] = fact.asker
      case .outcomeRecorded(let fact) where fact.source == .outcome:
        guard let asker = askers[fact.question], asker != fact.by else { continue }
        places.append((index, fact.by, asker))
      default: break
      }
    }
    places.removeAll { stewards.contains($0.asker) }
    guard !places.isEmpty else { return nil }
    let place = pick(places)
    let forged = text(entries[place.index])
      .replacingOccurrences(of: "\"\(place.by.text)\"", with: "\"\(place.asker.text)\"")
    return (place.index, Array(forged.utf8))
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
