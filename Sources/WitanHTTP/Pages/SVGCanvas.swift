import Witan

/// What a bar of the coverage picture is painted with: a class for styles, and the colour that
/// holds where no style says otherwise.
enum SVGPaint: String, CaseIterable {
  case nobody, able, one, two, few, many

  /// The paint of an hour.
  init(_ cell: Coverage.Cell) {
    switch cell.proved {
    case 0: self = cell.isAble ? .able : .nobody
    case 1: self = .one
    case 2: self = .two
    case 3...4: self = .few
    default: self = .many
    }
  }

  var light: String {
    switch self {
    case .nobody: "#e8833a"
    case .able: "#fbe3cf"
    case .one: "#b3d1ec"
    case .two: "#6aa5d8"
    case .few: "#2a6fb3"
    case .many: "#0b3a6f"
    }
  }

  var dark: String {
    switch self {
    case .nobody: "#d9762b"
    case .able: "#4a3321"
    case .one: "#24486b"
    case .two: "#3a76ad"
    case .few: "#7db4e6"
    case .many: "#d6e9fb"
    }
  }
}

/// Draws a coverage picture from the top down, 360 units wide.
struct SVGCanvas {
  /// Where the next thing is drawn.
  var y = 0
  private let name: String
  private var markup = ""
  private var blockTop = 0

  private static let width = 360
  private static let barLeft = 134
  private static let hourWidth = 9

  /// An empty canvas; the name is part of its marks' names, which must differ on a page.
  init(name: String) { self.name = name }

  private static func safe(_ text: String) -> String { PageText().escapeText(text) }

  /// A line of text.
  mutating func text(_ text: String, size: Int, isBold: Bool = false, isSoft: Bool = false) {
    y += size + 4
    write(text, x: 8, y: y - 3, size: size, isBold: isBold, isSoft: isSoft)
  }

  private mutating func write(
    _ text: String, x: Int, y: Int, size: Int, isBold: Bool = false, isSoft: Bool = false,
    anchor: String? = nil
  ) {
    let weight = isBold ? " font-weight=\"700\"" : ""
    let place = anchor.map { " text-anchor=\"\($0)\"" } ?? ""
    markup +=
      "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" class=\"\(isSoft ? "soft" : "ink")\""
      + " fill=\"\(isSoft ? "#57534d" : "#1c1b19")\"\(weight)\(place)>\(Self.safe(text))</text>\n"
  }

  /// The name of a block with the hours over its bars.
  mutating func caption(_ text: String) {
    y += 8
    write(text, x: 8, y: y + 13, size: 14, isBold: true)
    // A long name stands over the hours.
    if text.count > 12 { y += 16 }
    for hour in stride(from: 0, through: 24, by: 6) {
      write(hour.twoDigits, x: Self.x(hour), y: y + 13, size: 11, isSoft: true, anchor: "middle")
    }
    y += 20
    blockTop = y
  }

  /// Ends a block: lines for every sixth hour over its bars.
  mutating func endBlock() {
    for hour in stride(from: 0, through: 24, by: 6) {
      markup +=
        "<path d=\"M\(Self.x(hour)) \(blockTop - 2)V\(y - 4)\" class=\"grid\" stroke=\"#57534d\""
        + " stroke-opacity=\".45\" stroke-width=\".75\"/>\n"
    }
  }

  /// Begins a row with its words.
  mutating func open(_ title: String) { markup += "<g><title>\(Self.safe(title))</title>\n" }

  /// Ends a row.
  mutating func close() { markup += "</g>\n" }

  /// The name of a row, with a mark for danger.
  mutating func label(_ text: String, isMarked: Bool) {
    if isMarked { mark(x: 8, y: y) }
    write(text, x: 20, y: y + 10, size: 12, isBold: isMarked)
  }

  private mutating func mark(x: Int, y: Int) {
    markup +=
      "<path d=\"M\(x) \(y + 10)h9l-4.5 -8.5z\" class=\"ink\" fill=\"#1c1b19\"/>\n"
  }

  /// The days of one of several bars.
  mutating func sublabel(_ text: String) {
    write(text, x: Self.barLeft - 6, y: y + 10, size: 11, isSoft: true, anchor: "end")
  }

  /// A part of a bar, from hour to hour.
  mutating func bar(_ hours: Range<Int>, _ paint: SVGPaint, title: String, isHole: Bool) {
    let (left, width) = (Self.x(hours.lowerBound), hours.count * Self.hourWidth)
    markup += "<g><title>\(Self.safe(title))</title>"
    box(x: left, y: y, width: width, paint)
    if isHole {
      markup +=
        "<path d=\"M\(left) \(y + 14)h\(width)\" class=\"hole\" stroke=\"#1c1b19\""
        + " stroke-width=\"2\"/>"
    }
    markup += "</g>\n"
  }

  private mutating func box(x: Int, y: Int, width: Int, _ paint: SVGPaint) {
    let size =
      "x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"12\""
      + " shape-rendering=\"crispEdges\""
    markup += "<rect \(size) class=\"\(paint.rawValue)\" fill=\"\(paint.light)\"/>"
    if paint == .able { markup += "<rect \(size) fill=\"url(#hatch-\(name))\"/>" }
  }

  /// One line of the legend.
  mutating func legend(_ items: [(paint: SVGPaint, words: String)]) {
    var x = 8
    for item in items {
      box(x: x, y: y, width: 18, item.paint)
      write(item.words, x: x + 23, y: y + 10, size: 11)
      x += 23 + item.words.count * 6 + 12
    }
    markup += "\n"
    y += 18
  }

  /// The line of the legend that tells the marks.
  mutating func legendOfMarks(isMarked: Bool, hole: String) {
    markup +=
      "<path d=\"M8 \(y + 8)h18\" class=\"hole\" stroke=\"#1c1b19\" stroke-width=\"2\"/>\n"
    write(hole, x: 31, y: y + 10, size: 11)
    if isMarked {
      let x = 31 + hole.count * 6 + 14
      mark(x: x, y: y)
      write("dangerous to miss", x: x + 14, y: y + 10, size: 11)
    }
    y += 16
  }

  private static func x(_ hour: Int) -> Int { barLeft + hour * hourWidth }

  /// The picture: alone in its file it brings its styles and its paper.
  func document(title: String, description: String?, isAlone: Bool) -> String {
    let names = description == nil ? "title-\(name)" : "title-\(name) desc-\(name)"
    let size = isAlone ? " width=\"\(Self.width)\" height=\"\(y + 4)\"" : ""
    var text =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Self.width) \(y + 4)\"\(size)"
      + " role=\"img\" aria-labelledby=\"\(names)\" class=\"map\""
      + " font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif\">\n"
      + "<title id=\"title-\(name)\">\(Self.safe(title))</title>\n"
    if let description { text += "<desc id=\"desc-\(name)\">\(Self.safe(description))</desc>\n" }
    if isAlone { text += style }
    text +=
      "<defs><pattern id=\"hatch-\(name)\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\""
      + " patternTransform=\"rotate(45)\"><path d=\"M1 0v5\" class=\"hatch\""
      + " stroke=\"\(SVGPaint.nobody.light)\" stroke-width=\"1.75\"/></pattern></defs>\n"
    if isAlone {
      text +=
        "<rect width=\"\(Self.width)\" height=\"\(y + 4)\" class=\"paper\" fill=\"#ffffff\"/>\n"
    }
    return text + markup + "</svg>\n"
  }

  /// As wide as the window but no wider than is pleasant; the colours of dark surroundings.
  private var style: String {
    let dark = SVGPaint.allCases.map { ".\($0.rawValue){fill:\($0.dark)}" }.joined()
    return """
      <style>
      svg{color-scheme:light dark;display:block;margin:0 auto;width:min(100vw,40rem);
      height:calc(min(100vw,40rem)*\(y + 4)/\(Self.width))}
      @media (prefers-color-scheme:dark){
      .paper{fill:#1f211e}.ink{fill:#f1efe9}.soft{fill:#b6b1a7}.grid{stroke:#b6b1a7}
      .hole{stroke:#f1efe9}.hatch{stroke:\(SVGPaint.nobody.dark)}
      \(dark)
      }
      </style>

      """
  }
}
