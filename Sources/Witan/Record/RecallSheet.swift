/// That a verdict was recalled, as its reader sees it.
public struct RecallSheet: Codable, Equatable, Sendable {
  /// Which of the question's recalls, counting from 1.
  public let number: Int
  /// The version of the verdict that was taken back.
  public let version: Int
  public let was: Said
  public let now: Said
  /// What to do now, in a sentence.
  public let advice: String
  public let reason: Reason
  /// The question whose outcome showed it; for stewards and auditors.
  public let because: String?
  public let at: Instant
  /// When the asker said that they know; nil for not yet.
  public let acknowledgedAt: Instant?

  /// Why a verdict is taken back.
  public enum Reason: String, Codable, Sendable {
    /// The truth of the question itself is known.
    case outcome
    /// The truth of another question showed that those who answered knew less than it seemed.
    case leaning
  }

  /// Why, in a sentence.
  public var sentence: String {
    switch reason {
    case .outcome: "What it was is known now, and the verdict was wrong."
    case .leaning:
      "The truth of another question changed what the experts' answers are worth, and the verdict"
        + " no longer holds."
    }
  }
}

extension Said {
  /// `harmless, Lycodon aulicus`, or `nothing`.
  public var words: String {
    let parts = [action, taxon].compactMap { $0 }
    return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
  }
}

extension View {
  /// The question's latest recall; nil for none, and while the answers are sealed.
  func recall(_ library: Library) throws -> RecallSheet? {
    guard !isSealed, let recall = try shelf.recall(question.id) else { return nil }
    let taxonomy = try library.taxonomy(for: question, on: shelf)
    let isOwn = recall.because == question.id
    return RecallSheet(
      number: recall.number, version: recall.version, was: recall.was, now: recall.now,
      advice: advice(recall.now.action, isHeld: recall.now.taxon != nil, taxonomy),
      reason: isOwn ? .outcome : .leaning,
      because: isWatcher ? recall.because.text : nil, at: recall.at,
      acknowledgedAt: recall.acknowledgedAt)
  }
}
