import Foundation
import Witan

/// How numbers, times and states are said to people.
enum Wording {
  /// `2026-11-21 03:42:18 UTC`
  static func time(_ instant: Instant) -> String {
    "\(instant.day) \(clock(instant)) UTC"
  }

  /// `03:42:18`
  static func clock(_ instant: Instant) -> String {
    String(instant.text.dropFirst(11).prefix(8))
  }

  /// `+6.21`: how far an answer moved log2 of the odds.
  static func bits(_ bits: Double) -> String { String(format: "%+.2f", bits) }

  /// `0.042`: a share of one.
  static func share(_ partsPerMillion: Int) -> String {
    String(format: "%.3f", Double(partsPerMillion) / 1e6)
  }

  /// Where a question stands, with so many answers.
  static func phase(_ phase: Phase, answers: Int) -> String {
    if answers == 0 && !phase.isOpen { return "closed: nobody answered" }
    if answers == 0 && phase == .provisional { return "provisional, answers are awaited" }
    return self.phase(phase)
  }

  private static func phase(_ phase: Phase) -> String {
    switch phase {
    case .gathering: "gathering answers"
    case .provisional: "provisional, more answers are awaited"
    case .settled: "settled"
    case .split: "split: two answers remain, and more would hardly decide it"
    case .unsettled: "not settled: more answers would hardly help"
    }
  }

  /// What became of somebody's assignment, and whether their time is nearly over.
  static func state(_ mine: AssignmentSheet) -> String {
    mine.remindedAt == nil ? mine.state : "\(mine.state), ends soon"
  }

  /// That anybody who qualifies may take a question, and until when it stays so.
  static func opening(_ opening: Opening) -> String {
    "all who qualify (\(opening.qualified)) since \(time(opening.at))"
  }

  /// That an answer came too late for what the asker was told.
  static func late(_ closed: Instant) -> String {
    "At \(time(closed)) this closed without an answer. What stands here came later."
  }

  /// What those who want another photo want.
  static func photoWishes(_ wishes: [PhotoWish]) -> String {
    let poor = wishes.count { $0.reason == .photoTooPoor }
    let parts = [
      poor > 0 ? "a better photo (\(count(poor, "expert")))" : nil,
      poor < wishes.count ? "another angle (\(count(wishes.count - poor, "expert")))" : nil,
    ]
    return "Wanted: \(parts.compactMap { $0 }.joined(separator: " and "))."
  }

  /// `1 answer`, `3 answers`.
  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? "\(noun)s")"
  }
}
