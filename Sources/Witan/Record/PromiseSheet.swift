extension PromiseSheet {
  /// A promise in words, for the asker of a question.
  init(_ promise: Promise, _ question: Question, on shelf: any Shelf) throws {
    let title = try shelf.subject(question.subject)?.title ?? question.subject.text
    let region = try question.place.map { ", \(try Place($0.region).name)" } ?? ""
    self.promise = promise
    sentence = promise.sentence(about: title + region)
    emergencyText =
      promise.isEmpty || promise.awake == 0 ? try shelf.community().shownEmergencyText : nil
  }
}

extension Promise {
  /// Who is there, what the odds are, and how long it may take.
  ///
  /// - Parameter field: the subject and region, `Snakes, Asia`.
  func sentence(about field: String) -> String {
    guard !isEmpty else { return "Nobody who could be asked now is awake (\(field)).\(later)" }
    return "\(attendance(field)).\(awake == 0 ? later : "") \(oddsSentence)"
  }

  /// How many can be asked soon, where nobody can be now.
  private var later: String {
    soon.map { " \($0) \($0 == 1 ? "expert" : "experts") can be asked within the hour." } ?? ""
  }

  private func attendance(_ field: String) -> String {
    guard awake > 0 else { return "Nobody who could be asked now is awake (\(field))" }
    if provedAwake > 0 {
      return
        "\(provedAwake) \(provedAwake == 1 ? "expert who has" : "experts who have") proved "
        + "themselves (\(field)) \(provedAwake == 1 ? "is" : "are") awake, "
        + "\(provedHere) \(provedHere == 1 ? "is" : "are") here now"
    }
    return
      "Nobody who has proved themselves (\(field)) is awake; \(awake) other "
      + "\(awake == 1 ? "expert is" : "experts are"), \(here) of them here now"
  }

  /// `An answer within 2 minutes: 94 %, within 10: 99 %, ... ; expected wait 25 seconds.`
  var oddsSentence: String {
    let parts = odds.enumerated().map { place, each in
      let minutes = "\(each.withinSeconds / 60)\(place == 0 ? " minutes" : "")"
      return "within \(minutes): \(Self.whole(each.partsPerMillion))"
    }
    return "An answer \(parts.joined(separator: ", ")); expected wait \(wait)."
  }

  /// `94 %`, and neither certainty nor its opposite where they are not.
  private static func whole(_ partsPerMillion: Int) -> String {
    switch partsPerMillion {
    case 0: "0 %"
    case ..<10_000: "under 1 %"
    case 990_001...: "over 99 %"
    default: "\((partsPerMillion + 5_000) / 10_000) %"
    }
  }

  private var wait: String {
    func count(_ number: Int, _ noun: String) -> String {
      "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    switch expectedWaitSeconds {
    case ..<120: return count(expectedWaitSeconds, "second")
    case ..<7_200: return count((expectedWaitSeconds + 30) / 60, "minute")
    default: return count((expectedWaitSeconds + 1_800) / 3_600, "hour")
    }
  }
}
