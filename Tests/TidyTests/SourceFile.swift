import Foundation
import Testing

/// One Swift file of the project, read for its shape.
struct SourceFile {
  /// The path from the project's root, `Sources/Witan/Desk.swift`.
  let path: String
  /// Its lines as they are.
  let lines: [String]
  /// The same lines with comments and the contents of plain strings blanked.
  let code: [String]

  /// The folder of the project.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All Swift files below a folder of the project, in the order of their paths.
  static func all(below folder: String) throws -> [SourceFile] {
    let base = root.appending(path: folder)
    let walk = FileManager.default.enumerator(atPath: base.path)
    let paths = walk?.compactMap { $0 as? String } ?? []
    try #require(paths.contains { $0.hasSuffix(".swift") }, "nothing to read in \(base.path)")
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
      return SourceFile(path: "\(folder)/\(path)", text: text)
    }
  }

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var isInText = false
    code = lines.map { line in
      if line.contains("\"\"\"") {
        isInText.toggle()
        return ""
      }
      return isInText ? "" : Self.code(in: line)
    }
  }

  /// The line without its comment and without what stands in plain strings.
  private static func code(in line: String) -> String {
    var result = ""
    var isQuoted = false
    var last: Character = " "
    for character in line {
      if character == "\"" && last != "\\" { isQuoted.toggle() }
      if !isQuoted && character == "/" && last == "/" {
        result.removeLast()
        break
      }
      result.append(isQuoted && character != "\"" ? " " : character)
      last = character
    }
    return result
  }

  /// The module, or the folder of tests, to which the file belongs.
  var target: String { String(path.split(separator: "/")[1]) }

  /// The modules that the file imports.
  var imports: [String] {
    code.compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
      let kinds = ["struct", "class", "enum", "protocol", "func", "typealias", "var", "let"]
      let module = words[kinds.contains(words[place + 1]) ? words.count - 1 : place + 1]
      return module.split(separator: ".").first.map(String.init)
    }
  }

  /// The names of the types that the file declares at its top level.
  var types: [String] {
    code.filter { !$0.hasPrefix(" ") }.compactMap { line in
      line.firstMatch(of: /\b(?:struct|enum|class|actor|protocol)\s+([A-Z]\w*)/).map {
        String($0.output.1)
      }
    }
  }

  /// All words of the code that could name a type.
  var names: Set<String> {
    Set(code.flatMap { $0.matches(of: /\b[A-Z]\w*/).map { String($0.output) } })
  }
}
