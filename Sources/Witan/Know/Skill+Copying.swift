import Inference

extension Skill {
  /// The probability that the expert's answers are copies, or are copied.
  func copyingShare(_ rule: Rule) -> Double {
    let before = Double(rule.copyingPartsPerMillion) / 1e6
    guard before > 0, before < 1 else { return 0 }
    return Copying.share(logOdds: Copying.logit(before) + Double(copying) / 1000)
  }

  /// Whether that is likelier than not: then they and others like them who say the same count as
  /// one.
  func isSuspected(_ rule: Rule) -> Bool { copyingShare(rule) > 0.5 }
}
