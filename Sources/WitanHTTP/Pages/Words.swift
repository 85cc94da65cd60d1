import Witan

extension Instant {
  /// `2026-11-21 03:42:18 UTC`; the pages have no script, and the server does not know the reader's
  /// hour.
  var forPeople: String {
    let text = text
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
  }
}

extension Urgency {
  /// In words.
  var words: String {
    switch self {
    case .emergency: "emergency"
    case .today: "within the hour"
    case .whenever: "within a day"
    }
  }
}

extension Confidence {
  /// In words, as said of an expert.
  var words: String {
    switch self {
    case .guess: "a guess"
    case .think: "thinks so"
    case .sure: "sure"
    }
  }
}

extension PassReason {
  /// In the expert's words.
  var words: String {
    switch self {
    case .notMyRegion: "Not from my region"
    case .photoTooPoor: "The photo is too poor"
    case .noTime: "I have no time now"
    case .needsAnotherAngle: "It needs another angle"
    }
  }
}

extension HandOverReason {
  /// In the expert's words.
  var words: String {
    switch self {
    case .knowsTheRegion: "They know the region"
    case .knowsTheKind: "They know this kind"
    case .noTime: "I have no time now"
    }
  }
}

/// What experts want, as the asker reads it.
func forPeople(wishes: [PhotoWish]) -> String {
  let poor = wishes.count { $0.reason == .photoTooPoor }
  let sentences = [
    poor > 0 ? "\(experts(poor)) the photo is too poor." : nil,
    poor < wishes.count ? "\(experts(wishes.count - poor)) it needs another angle." : nil,
  ]
  return sentences.compactMap { $0 }.joined(separator: " ")
    + " Whoever asked for it is asked again when you add one."
}

private func experts(_ count: Int) -> String {
  count == 1 ? "One expert finds that" : "\(count) experts find that"
}

/// A weight with its sign and one decimal, `+3.2 bits`.
func forPeople(bits: Double) -> String {
  let tenths = Int((bits * 10).rounded())
  let sign = tenths < 0 ? "−" : "+"
  return "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10) bits"
}

/// A probability as `99.12 %` that is not broken across lines.
func forPeople(partsPerMillion: Int) -> String {
  percent(partsPerMillion).replacing(" ", with: "\u{A0}")
}
