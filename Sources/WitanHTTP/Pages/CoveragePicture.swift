public import Witan

/// Coverage as a picture in SVG 1.1, without scripts: a block for each region, a line for each
/// branch, a bar for the 24 hours of the day, one more where days differ.
///
/// Drawn 360 units wide, so that it is read on a phone as it is. Blue against orange is told apart
/// by people who see red and green alike (Okabe and Ito 2008, https://jfly.uni-koeln.de/color/);
/// nothing is told by colour alone: holes are hatched or underlined, and every bar has its words.
public struct CoveragePicture: Sendable {
  private let coverage: Coverage

  /// A picture of this.
  public init(_ coverage: Coverage) { self.coverage = coverage }

  /// The whole as a file of its own, for light and dark.
  public var svg: String {
    var canvas = SVGCanvas(name: "all")
    canvas.y = 10
    canvas.text(Self.cut("\(coverage.title): who is proved, when", to: 42), size: 16, isBold: true)
    let now = coverage.at.forPeople.prefix(16)
    canvas.text("The seven days from \(now) UTC; hours are UTC", size: 11, isSoft: true)
    canvas.y += 4
    drawLegend(&canvas)
    drawEverybody(&canvas)
    for region in regions { draw(region, &canvas) }
    canvas.y += 4
    return canvas.document(title: title, description: description, isAlone: true)
  }

  /// The same in parts for a page, which styles them: the legend and everybody awake, then a part
  /// for each region.
  var parts: [String] {
    var head = SVGCanvas(name: "everybody")
    drawLegend(&head)
    drawEverybody(&head)
    let rest = regions.map { region in
      var canvas = SVGCanvas(name: "place-\(region[0].region)")
      draw(region, &canvas)
      return canvas.document(
        title: "\(coverage.title), \(Self.name(of: region[0]))", description: nil, isAlone: false)
    }
    let first = head.document(
      title: "\(coverage.title): experts awake by hour", description: description, isAlone: false)
    return [first] + rest
  }

  /// The rows by region, in their order.
  private var regions: [[Coverage.Row]] {
    coverage.rows.reduce(into: [[Coverage.Row]]()) { regions, row in
      if regions.last?.first?.region == row.region {
        regions[regions.count - 1].append(row)
      } else {
        regions.append([row])
      }
    }
  }

  private var title: String {
    "\(coverage.title): who is proved and awake, by branch, region and hour of the day in UTC"
  }

  /// What the picture says, for those who do not see it.
  private var description: String {
    guard !coverage.rows.isEmpty else { return "Nobody is proved yet, and nothing was asked." }
    guard !coverage.holes.isEmpty else { return "There is no hole." }
    let told = coverage.holes.prefix(5).map(\.sentence)
    let more = coverage.holes.count - told.count
    return (told + (more > 0 ? ["And \(more) more holes."] : [])).joined(separator: " ")
  }

  private static func name(of row: Coverage.Row) -> String {
    row.region.isEmpty ? "No place told" : row.regionName
  }

  // MARK: Drawing

  private func drawEverybody(_ canvas: inout SVGCanvas) {
    canvas.caption("Awake")
    draw(coverage.awakeStrips, name: "all experts", title: "All experts awake", least: 0, &canvas)
    canvas.endBlock()
  }

  private func draw(_ region: [Coverage.Row], _ canvas: inout SVGCanvas) {
    canvas.caption(Self.name(of: region[0]))
    for row in region {
      let kind = row.action.map { ", \($0)" } ?? ""
      let common = row.commonName.map { " (\($0))" } ?? ""
      let title =
        "\(row.name)\(common)\(kind): \(row.provedPeople) proved, \(row.ablePeople) others who may"
        + " be able, \(row.asked) of the latest questions"
      draw(
        row.strips, name: row.name, title: title, least: coverage.least, isGrave: row.isGrave,
        &canvas)
    }
    canvas.endBlock()
  }

  /// The bars of one row: beside its name, or under it where days differ.
  private func draw(
    _ strips: [Coverage.Strip], name: String, title: String, least: Int, isGrave: Bool = false,
    _ canvas: inout SVGCanvas
  ) {
    canvas.open(title)
    canvas.label(Self.cut(name, to: isGrave ? 15 : 16), isMarked: isGrave)
    if strips.count > 1 { canvas.y += 16 }
    for strip in strips {
      if strips.count > 1 { canvas.sublabel(strip.days.phrase) }
      draw(strip, least: least, &canvas)
    }
    canvas.close()
  }

  private func draw(_ strip: Coverage.Strip, least: Int, _ canvas: inout SVGCanvas) {
    var start = 0
    while start < strip.cells.count {
      let cell = strip.cells[start]
      let end = strip.cells[start...].firstIndex { $0 != cell } ?? strip.cells.count
      let count =
        cell.proved == Coverage.Cell.mostShown ? "\(cell.proved) or more" : "\(cell.proved)"
      let who =
        cell.proved > 0 ? count : cell.isAble ? "nobody proved, others may be able" : "nobody"
      canvas.bar(
        start..<end, SVGPaint(cell),
        title: "\(start.twoDigits) to \(end.twoDigits) UTC, \(strip.days.phrase): \(who)",
        isHole: cell.proved < least)
      start = end
    }
    canvas.y += 20
  }

  private func drawLegend(_ canvas: inout SVGCanvas) {
    canvas.legend([
      (.nobody, "nobody"), (.able, "not proved, but may be able"),
    ])
    canvas.legend([
      (.one, "1 proved"), (.two, "2"), (.few, "3 or 4"), (.many, "5 or more"),
    ])
    canvas.legendOfMarks(
      isMarked: coverage.rows.contains(where: \.isGrave),
      hole: coverage.least == 1
        ? "a hole" : "a hole: fewer than \(coverage.least) proved")
  }

  /// A text of at most so many characters.
  private static func cut(_ text: String, to limit: Int) -> String {
    text.count > limit ? "\(text.prefix(limit - 1))…" : text
  }
}

extension Int {
  /// An hour as `05`.
  var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}
