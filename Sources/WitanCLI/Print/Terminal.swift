import Foundation

/// Where results, hints and progress go, and in which form.
struct Terminal: Sendable {
  /// Whether results are printed as JSON.
  let isJSON: Bool
  /// Whether results may have colours.
  let isColoured: Bool
  /// Whether results may be drawn with more than the letters of ASCII.
  let isDrawing: Bool

  /// The columns that everything fits into.
  static let width = 80

  /// Looks at stdout and at NO_COLOR (https://no-color.org), TERM and the locale.
  init(isJSON: Bool) {
    self.isJSON = isJSON
    let environment = ProcessInfo.processInfo.environment
    let isDumb = environment["TERM"] == "dumb"
    let isPlain = environment["NO_COLOR"]?.isEmpty == false || isDumb
    let isLive = !isJSON && isatty(STDOUT_FILENO) == 1
    isColoured = isLive && !isPlain
    // The first of these that says anything holds (POSIX.1-2024, XBD 8.2).
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
      .first { !$0.isEmpty }?.lowercased().replacing("-", with: "")
    isDrawing = isLive && !isDumb && locale?.hasSuffix("utf8") ?? false
  }

  /// Prints a laid out page.
  func print(_ page: Page) throws { try print(page.text) }

  /// Prints a text as it is.
  func print(_ text: String) throws { try print(bytes: Array(text.utf8)) }

  /// Prints bytes as they are.
  func print(bytes: [UInt8]) throws {
    try FileHandle.standardOutput.write(contentsOf: Data(bytes))
  }

  /// Prints JSON, indented.
  func print(json bytes: [UInt8]) throws { try print(JSONLayout.indented(bytes)) }

  /// Prints JSON on a line of its own, for streams of values.
  func print(jsonLine bytes: [UInt8]) throws { try print(JSONLayout.escaped(bytes) + "\n") }

  /// Says on stderr what the user might do next; not when a program reads.
  func hint(_ text: String) {
    if !isJSON { Self.tell(text) }
  }

  /// Shows on stderr how far a long work is, where somebody looks on; of 0 where nobody knows of
  /// how much.
  func progress(_ done: Int, _ all: Int, _ what: String) {
    guard !isJSON, isatty(STDERR_FILENO) == 1 else { return }
    // A line for each entry would take longer than the entry.
    guard all > 0 else {
      return FileHandle.standardError.write(Data("\r\(what) the file, step \(done)\u{1B}[K".utf8))
    }
    guard done == all || done % max(1, all / 100) == 0 else { return }
    let end = done == all ? "\r\u{1B}[K" : ""
    FileHandle.standardError.write(Data("\r\(what) \(done) of \(all)\(end)".utf8))
  }

  /// A line on stderr.
  static func tell(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
  }
}
