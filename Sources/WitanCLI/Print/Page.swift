/// Lines laid out for people, none wider than a terminal.
struct Page {
  private let isColoured: Bool
  private var lines: [String] = []

  /// An empty page for a terminal.
  init(_ terminal: Terminal) { isColoured = terminal.isColoured }

  /// The page with a line break at its end.
  var text: String { lines.map { "\($0)\n" }.joined() }

  /// An empty line.
  mutating func space() { lines.append("") }

  /// A text in as many lines as it needs, all but the first indented further.
  mutating func add(_ text: String, _ ink: Ink = .plain, indent: Int = 0, hang: Int = 0) {
    let width = Terminal.width - indent - hang
    for (number, line) in PlainText.wrapped(text, width: width).enumerated() {
      let blanks = String(repeating: " ", count: indent + (number == 0 ? 0 : hang))
      lines.append(line.isEmpty ? "" : blanks + ink.write(line, isColoured: isColoured))
    }
  }

  /// A caption over what follows.
  mutating func caption(_ text: String) {
    if !lines.isEmpty { space() }
    add(text, .bold)
  }

  /// A name and its value, the values under each other.
  mutating func fact(_ name: String, _ value: String?, _ ink: Ink = .plain, width: Int = 12) {
    guard let value, !value.isEmpty else { return }
    let blanks = String(repeating: " ", count: width)
    for (number, line) in PlainText.wrapped(value, width: Terminal.width - width).enumerated() {
      let start =
        number == 0
        ? Ink.faint.write(PlainText.fitted(name, to: width), isColoured: isColoured) : blanks
      lines.append(start + ink.write(line, isColoured: isColoured))
    }
  }

  /// Rows in columns, each as wide as its widest entry; the one that `flexible` names is cut where
  /// the whole would be too wide.
  mutating func table(
    _ head: [String], _ rows: [[String]], right: Set<Int> = [], flexible: Int, indent: Int = 0
  ) {
    let all = [head] + rows
    var widths = head.indices.map { column in
      all.map { PlainText.columns(PlainText.oneLine($0[column])) }.max() ?? 0
    }
    let excess = widths.reduce(indent + 2 * (widths.count - 1), +) - Terminal.width
    if excess > 0 { widths[flexible] = max(8, widths[flexible] - excess) }
    for (number, row) in all.enumerated() where !row.allSatisfy(\.isEmpty) {
      let cells = row.indices.map { column in
        let cell = PlainText.fitted(row[column], to: widths[column])
        guard right.contains(column) else { return cell }
        let trimmed = cell.reversed().drop { $0 == " " }.reversed()
        return String(repeating: " ", count: cell.count - trimmed.count) + String(trimmed)
      }
      var line = cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      let ink: Ink = number == 0 ? .faint : .plain
      lines.append(
        String(repeating: " ", count: indent) + ink.write(line, isColoured: isColoured))
    }
  }
}
