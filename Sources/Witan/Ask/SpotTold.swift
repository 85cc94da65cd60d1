import Foundation

/// Event: the asker told where exactly it was, and perhaps when.
public struct SpotTold: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let spot: Commitment
}

/// Event: an auditor was shown the exact spot of a question, and said what for.
public struct SpotViewed: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let ground: Commitment
  public let by: ID<Member>
}

extension NewQuestion {
  /// Where exactly it was seen; nil where that is not told. Refuses what is malformed, a time
  /// without a spot, and one to come.
  func sighting(now: Instant) throws(Refusal) -> Spot? {
    func told(_ text: String?) -> String? {
      let text = text?.trimmingCharacters(in: .whitespaces)
      return text?.isEmpty == false ? text : nil
    }
    var seen: Instant?
    if let text = told(seenAt) {
      guard let instant = Self.instant(text) else {
        throw .invalid(field: "seenAt", reason: "\"\(text)\" is no instant")
      }
      // Clocks differ.
      guard instant <= now.adding(seconds: 300) else {
        throw .invalid(field: "seenAt", reason: "it is still to come")
      }
      seen = instant
    }
    guard let text = told(spot) else {
      guard seen == nil else { throw .invalid(field: "spot", reason: "seenAt needs a spot") }
      return nil
    }
    return try Spot(text, seenAt: seen)
  }

  /// Reads an instant in UTC to the minute, the second or the millisecond; nil for anything else.
  private static func instant(_ text: String) -> Instant? {
    guard text.hasSuffix("Z") else { return nil }
    switch text.utf8.count {
    case 17: return Instant("\(text.dropLast()):00.000Z")
    case 20: return Instant("\(text.dropLast()).000Z")
    default: return Instant(text)
    }
  }
}
