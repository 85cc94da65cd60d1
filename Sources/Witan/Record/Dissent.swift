/// Those who stood against a majority and were right, where the truth of a question is known.
///
/// They are credited with what a proper score gives them: what their answer did for the truth's
/// probability beside all the others. Nothing is ever taken off for having stood alone.
enum Dissent {
  /// Who stood against a majority in a question and was right, and those who were wrong; nobody
  /// where the truth is not known or the majority was right.
  private static func sides(
    _ question: ID<Question>, on shelf: any Shelf
  ) throws -> (right: [Lesson], wrong: [Lesson]) {
    guard let moved = try shelf.lessons(of: question), moved.source != .consensus else {
      return ([], [])
    }
    let right = moved.lessons.filter(\.isRight)
    let wrong = moved.lessons.filter { $0.wrong.contains { $0 > 0 } }
    return right.count < wrong.count ? (right, wrong) : ([], [])
  }

  /// How many of a member's latest answers are looked at.
  static let latestAnswers = 1_000

  /// How often a member stood against a majority and was right, among their latest answers.
  static func count(of member: ID<Member>, on shelf: any Shelf) throws -> Int {
    let answers = try shelf.values(
      .answer,
      RecordFilter(
        .equal(field: "expert", to: member.text), limit: latestAnswers, isDescending: true),
      as: Answer.self)
    return try Set(answers.map(\.question)).count { question in
      try sides(question, on: shelf).right.contains { $0.expert == member }
    }
  }

  /// A sentence for each of them; none where the truth is not known or the majority was right.
  static func sentences(_ question: Question, on shelf: any Shelf) throws -> [String] {
    let (right, wrong) = try sides(question.id, on: shelf)
    guard !right.isEmpty else { return [] }
    let lost = wrong.reduce(0) { $0 + $1.milliBits } / wrong.count
    return try right.map { lesson in
      let name = try shelf.shownName(lesson.expert)
      return "\(name) stood against \(wrong.count) and was right: that earned"
        + " \(bits(lesson.milliBits)) bits; the others have \(bits(lost)) on average."
    }
  }

  /// `+3.61`
  private static func bits(_ milliBits: Int) -> String {
    let hundredths = (abs(milliBits) + 5) / 10
    let digits = String(100 + hundredths % 100).dropFirst()
    return "\(milliBits < 0 ? "-" : "+")\(hundredths / 100).\(digits)"
  }
}

extension Lesson {
  /// Whether every step of the answer that was judged was right.
  fileprivate var isRight: Bool { right.contains { $0 > 0 } && wrong.allSatisfy { $0 == 0 } }
}
