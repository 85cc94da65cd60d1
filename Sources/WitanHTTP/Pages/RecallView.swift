import HTTPTypes
import Hummingbird
import Witan

/// A recall as the page says it, before everything else.
struct RecallView {
  let advice: String
  let was: String
  let now: String
  let why: String
  let at: String
  /// When the asker said that they know; nil for not yet.
  let acknowledgedAt: String?
  /// Whether the reader is the one who must say so.
  let canAcknowledge: Bool
  /// `danger` or `unclear`, for the style; the words say the same.
  let tone: String

  /// A recall, for a reader who asked or did not.
  init(_ recall: RecallSheet, isAsker: Bool) {
    advice = recall.advice
    was = recall.was.words
    now = recall.now.words
    why = recall.sentence
    at = recall.at.forPeople
    acknowledgedAt = recall.acknowledgedAt?.forPeople
    canAcknowledge = isAsker && recall.acknowledgedAt == nil
    tone = recall.now.action == "dangerous" ? "danger" : "unclear"
  }
}

extension Pages {
  /// The asker's button: they know that the verdict was recalled.
  func acknowledge(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let sheet = try await visit.desk.acknowledge(caller, ID(visit.name("id")))
    return Self.redirect("/q/\(sheet.id)")
  }
}
