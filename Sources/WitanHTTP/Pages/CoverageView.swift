import Witan

/// Coverage as a page: the holes in sentences, the picture, and what comes in seven days.
struct CoverageView {
  /// Another subject to look at.
  struct Choice { let id: String, title: String, isShown: Bool }
  /// One sentence of the list of holes.
  struct Line { let text: String }
  /// One line of the forecast.
  struct Coming { let day: String, span: String, what: String, isGrave: Bool }

  /// How far the promises of an answer within one time were kept.
  struct Kept { let within: String, count: Int, promised: String, kept: String, brier: String }

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
  let promises: [Kept]
  let hasPromises: Bool
  /// Where the picture is as a file, and the map by the other scale.
  let file: String
  let other: String
  let isFine: Bool

  /// How many lines each list has at most.
  private static let limit = 12

  /// Lays out a map and the score of the promises.
  init(_ coverage: Coverage, promises score: PromiseScore, subjects all: [Subject]) {
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
    promises = score.horizons.filter { $0.count > 0 }.map { horizon in
      Kept(
        within: "\(horizon.withinSeconds / 60) minutes", count: horizon.count,
        promised: Self.percent(horizon.promisedPartsPerMillion),
        kept: Self.percent(horizon.keptPartsPerMillion),
        brier: horizon.brierPartsPerMillion.map { forPeople(partsPerMillion: $0) } ?? "")
    }
    hasPromises = !promises.isEmpty
    let query = "subject=\(coverage.subject)&least=\(coverage.least)"
    isFine = coverage.scale == .subregion
    let otherScale: Coverage.Scale = isFine ? .region : .subregion
    file = "/coverage.svg?\(query)&scale=\(coverage.scale.rawValue)"
    other = "/coverage?\(query)&scale=\(otherScale.rawValue)"
  }

  private static func percent(_ share: Int) -> String { forPeople(partsPerMillion: share) }

  private static func rest(_ count: Int) -> Int? { count > limit ? count - limit : nil }
}
