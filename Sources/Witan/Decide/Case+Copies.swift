import Inference

/// Answers that count once: what several people say who are held to copy one another.
///
/// The first of them who names a taxon is heard; whoever repeats it is as one who cannot tell. So a
/// copy of a good answer adds nothing, and neither does one of a bad answer; and somebody who is
/// suspected wrongly loses no more than that a second one like them who agrees is not counted.
extension Case {
  /// Whether the giver of an answer is held to copy.
  func isSuspected(_ each: Evidence) -> Bool { each.skill?.isSuspected(rule) ?? false }

  /// By place in the evidence: whether the answer repeats what another of those said before.
  static func copies(_ evidence: [Evidence], _ rule: Rule) -> [Bool] {
    var heard: Set<String> = []
    return evidence.map { each in
      guard let taxon = each.answer.taxon, each.skill?.isSuspected(rule) ?? false else {
        return false
      }
      return !heard.insert(taxon).inserted
    }
  }

  /// The answers that are heard.
  var heard: [Evidence] { zip(evidence, copies).compactMap { $1 ? nil : $0 } }

  /// The places of an answer's giver and of those who are held to copy and say the same.
  func circle(of place: Int) -> Set<Int> {
    guard isSuspected(evidence[place]) else { return [place] }
    let named = evidence[place].answer.taxon
    return Set(
      evidence.indices.filter {
        $0 == place || (evidence[$0].answer.taxon == named && isSuspected(evidence[$0]))
      })
  }
}
