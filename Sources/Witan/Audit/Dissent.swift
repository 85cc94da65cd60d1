/// Those who stood against a majority and were right, where the truth of a question is known.
///
/// They are credited with what a proper score gives them: what their answer did for the truth's
/// probability beside all the others. Nothing is ever taken off for having stood alone.
enum Dissent {
  /// A sentence for each of them; none where the truth is not known or the majority was right.
  static func sentences(_ question: Question, on shelf: any Shelf) throws -> [String] {
    guard let moved = try shelf.lessons(of: question.id), moved.source != .consensus else {
      return []
    }
    let right = moved.lessons.filter(\.isRight)
    let wrong = moved.lessons.filter { $0.wrong.contains { $0 > 0 } }
    guard !right.isEmpty, right.count < wrong.count else { return [] }
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
