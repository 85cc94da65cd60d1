extension Coverage {
  /// How large the areas of the map are.
  public enum Scale: String, Codable, CaseIterable, Sendable {
    /// The regions by which skill is kept and verdicts are made.
    case region
    /// Subregions of UN M49: who was judged in Southern Asia, not merely in Asia. For looking: a
    /// verdict asks for proof by region.
    case subregion

    /// The area in which a place lies.
    func area(of place: Place) -> String {
      switch self {
      case .region: place.region
      case .subregion: place.subregion
      }
    }
  }
}

extension SkillBook {
  /// The book of what questions taught, by the areas of a scale in place of regions.
  ///
  /// - Parameter taught: each question's place and its lessons in force.
  init(
    subject: ID<Subject>, _ taught: [(place: Place?, lessons: SkillsMoved)],
    by scale: Coverage.Scale
  ) {
    self.init(subject: subject)
    for (place, moved) in taught {
      let area = place.map(scale.area) ?? ""
      learn(moved.moved(to: area), region: area, sign: 1)
    }
  }
}

extension SkillsMoved {
  /// The same lessons as if learned in an area.
  fileprivate func moved(to area: String) -> SkillsMoved {
    SkillsMoved(
      question: question, source: source, truth: truth,
      lessons: lessons.map {
        Lesson(
          expert: $0.expert, branch: $0.branch, region: area, depth: $0.depth, right: $0.right,
          wrong: $0.wrong, milliBits: $0.milliBits, misses: $0.misses, copying: $0.copying)
      }, found: found)
  }
}
