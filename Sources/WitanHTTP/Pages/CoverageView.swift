import Witan

/// Coverage as a page: the holes in sentences, the picture, and what comes in seven days.
struct CoverageView {
  /// Another subject to look at.
  struct Choice { let id: String, title: String, isShown: Bool }
  /// One sentence of the list of holes.
  struct Line { let text: String }
  /// One line of the forecast.
  struct Coming { let day: String, span: String, what: String, isGrave: Bool }

  let title: String
  let summary: String
  let subjects: [Choice]
  let hasSubjects: Bool
  let holes: [Line]
  let hasHoles: Bool
  let moreHoles: Int?
  let hasRows: Bool
  /// Drawn by ourselves, with every text escaped.
  let head: String
  let regions: [String]
  let forecast: [Coming]
  let hasForecast: Bool
  let moreForecast: Int?
  /// Where the picture is as a file.
  let file: String

  /// How many lines each list has at most.
  private static let limit = 12

  /// Lays out a map.
  init(_ coverage: Coverage, subjects all: [Subject]) {
    title = coverage.title
    summary = coverage.summary
    subjects = all.map {
      Choice(id: $0.id.text, title: $0.title, isShown: $0.id.text == coverage.subject)
    }
    hasSubjects = all.count > 1
    holes = coverage.holes.prefix(Self.limit).map { Line(text: $0.sentence) }
    hasHoles = !holes.isEmpty
    moreHoles = Self.rest(coverage.holes.count)
    hasRows = !coverage.rows.isEmpty
    let parts = CoveragePicture(coverage).parts
    (head, regions) = (parts[0], Array(parts.dropFirst()))
    let coming = coverage.passingGaps
    forecast = coming.prefix(Self.limit).map { gap in
      Coming(
        day: gap.day, span: gap.span, what: gap.place(orSubject: coverage.title),
        isGrave: gap.isGrave)
    }
    hasForecast = !forecast.isEmpty
    moreForecast = Self.rest(coming.count)
    file = "/coverage.svg?subject=\(coverage.subject)&least=\(coverage.least)"
  }

  private static func rest(_ count: Int) -> Int? { count > limit ? count - limit : nil }
}
