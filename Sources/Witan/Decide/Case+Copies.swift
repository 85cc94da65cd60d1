import Inference

/// Answers that count once: what several people say who are held to copy one another, and what
/// those of one group say.
///
/// Of people who are held to copy, the first who names a taxon is heard; whoever repeats it is as
/// one who cannot tell. So a copy of a good answer adds nothing, and neither does one of a bad
/// answer; and somebody who is suspected wrongly loses no more than that a second one like them who
/// agrees is not counted. Of one group (a household, a shared account) only so many are heard as
/// the rule says, whatever the next ones name: they are not asked together, but some come unasked,
/// or answered before it was known that they belong together.
extension Case {
  /// Whether the giver of an answer is held to copy.
  func isSuspected(_ each: Evidence) -> Bool { each.skill?.isSuspected(rule) ?? false }

  /// By place in the evidence: whether the answer repeats what another of those said before, or is
  /// of a group that was heard.
  static func copies(_ evidence: [Evidence], _ rule: Rule) -> [Bool] {
    var heard: Set<String> = []
    var groups: [String: Int] = [:]
    return evidence.map { each in
      guard let taxon = each.answer.taxon else { return false }
      let group = rule.answersPerGroup == nil ? nil : each.group
      if let group, groups[group, default: 0] >= rule.answersPerGroup ?? 1 { return true }
      if each.skill?.isSuspected(rule) ?? false, !heard.insert(taxon).inserted { return true }
      if let group { groups[group, default: 0] += 1 }
      return false
    }
  }

  /// The answers that are heard.
  var heard: [Evidence] { zip(evidence, copies).compactMap { $1 ? nil : $0 } }

  /// The places of an answer's giver, of those who are held to copy and say the same, and of those
  /// of their group: none of these judges them.
  func circle(of place: Int) -> Set<Int> {
    let mine = evidence[place]
    let named = isSuspected(mine) ? mine.answer.taxon : nil
    let group = rule.answersPerGroup == nil ? nil : mine.group
    return Set(
      evidence.indices.filter {
        let other = evidence[$0]
        return $0 == place || (group != nil && other.group == group)
          || (isSuspected(mine) && other.answer.taxon == named && isSuspected(other))
      })
  }
}
