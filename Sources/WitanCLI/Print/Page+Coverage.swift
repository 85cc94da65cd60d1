import Witan

extension Page {
  /// How many lines of each list are printed; the others are in the JSON.
  private static let coverageLimit = 12

  /// A map of who is there, its holes in sentences, and what comes in seven days.
  mutating func add(_ coverage: Coverage, marks: CoverageMarks) {
    add("\(coverage.title), the seven days from \(Wording.time(coverage.at))", .bold)
    add(coverage.summary)
    space()
    add(map: coverage, marks: marks)
    add(legend: marks)
    guard !coverage.rows.isEmpty else { return }
    caption(coverage.holes.isEmpty ? "There is no hole." : "Holes, those that matter most first")
    for hole in coverage.holes.prefix(Self.coverageLimit) {
      add("- \(hole.sentence)", hole.isGrave ? .warning : .plain, indent: 2, hang: 2)
    }
    add(rest: coverage.holes.count)
    add(forecast: coverage)
  }

  private mutating func add(map coverage: Coverage, marks: CoverageMarks) {
    var rows: [[String]] = []
    func add(_ name: String, _ strips: [Coverage.Strip], asked: String) {
      for (number, strip) in strips.enumerated() {
        rows.append([
          number == 0 ? name : "", strip.days.phrase, marks.marks(strip.cells),
          number == 0 ? asked : "",
        ])
      }
    }
    add("all experts awake", coverage.awakeStrips, asked: "")
    var region: String?
    for row in coverage.rows {
      if row.region != region {
        region = row.region
        rows.append([row.region.isEmpty ? "No place told" : row.regionName, "", "", ""])
      }
      add("\(row.isGrave ? "! " : "  ")\(row.name)", row.strips, asked: row.asked)
    }
    table(
      ["", "days", CoverageMarks.ruler, "asked"], rows, right: [3], flexible: 0)
  }

  private mutating func add(legend marks: CoverageMarks) {
    space()
    add(marks.legend, .faint)
    add("! dangerous to miss; hours are UTC; asked: how many of the latest questions", .faint)
  }

  private mutating func add(forecast coverage: Coverage) {
    let coming = coverage.passingGaps
    guard !coming.isEmpty else { return }
    caption("In the next seven days (UTC)")
    table(
      ["day", "hours", "no cover for"],
      coming.prefix(Self.coverageLimit).map { gap in
        [
          gap.day, gap.span, (gap.isGrave ? "! " : "  ") + gap.place(orSubject: coverage.title),
        ]
      }, flexible: 2, indent: 2)
    add(rest: coming.count)
  }

  private mutating func add(rest count: Int) {
    let rest = count - Self.coverageLimit
    if rest > 0 { add("- and \(rest) more (--json has all)", indent: 2) }
  }
}
