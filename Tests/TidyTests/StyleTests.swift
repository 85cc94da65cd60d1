import Foundation
import Testing

@Suite struct `Words and lengths` {
  @Test func `nothing forbidden is said in the sources`() throws {
    let forbidden = [
      "try!", "fatalError(", "TODO", "FIXME", "nonisolated(unsafe)", "Thread.sleep", "as!",
    ]
    for file in try SourceFile.all(below: "Sources") {
      for (number, line) in file.lines.enumerated() {
        for word in forbidden where line.contains(word) {
          Issue.record("\(file.path):\(number + 1) says \(word)")
        }
        if file.code[number].contains("@unchecked Sendable") {
          let before = file.lines[max(0, number - 8)..<number].joined()
          #expect(before.contains("Proof"), "\(file.path):\(number + 1) is unchecked without proof")
        }
      }
    }
  }

  @Test func `no type hides behind a word that says nothing`() throws {
    let empty = ["Manager", "Helper", "Util", "Common", "Core", "Base", "Extensions"]
    for file in try SourceFile.all(below: "Sources") {
      for type in file.types {
        let isEmpty = empty.contains { type.hasSuffix($0) || type.hasPrefix($0) }
        #expect(!isEmpty || type.hasPrefix("Base64"), "\(file.path): \(type)")
        #expect(type != file.target, "\(file.path): \(type) bears its module's name")
      }
    }
  }

  @Test func `files are short and lines fit`() throws {
    for folder in ["Sources", "Tests"] {
      for file in try SourceFile.all(below: folder) {
        #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
        for (number, line) in file.lines.enumerated() where line.count > 100 {
          Issue.record("\(file.path):\(number + 1) has \(line.count) columns")
        }
      }
    }
  }

  @Test func `functions fit one screen`() throws {
    for file in try SourceFile.all(below: "Sources") {
      for (start, line) in file.code.enumerated() where line.contains(/\b(?:func|init)\b/) {
        let indent = line.prefix { $0 == " " }
        let end = file.code[(start + 1)...].firstIndex { $0.hasPrefix("\(indent)}") }
        let next = file.code[(start + 1)...].firstIndex {
          $0.hasPrefix(indent) && $0.contains(/\bfunc\b/) && !$0.hasPrefix("\(indent) ")
        }
        guard let end, end < next ?? Int.max else { continue }
        #expect(end - start <= 70, "\(file.path):\(start + 1) is \(end - start) lines long")
      }
    }
  }

  /// What was without a doc comment when this rule was written; it only ever goes down.
  static let undocumented = 60

  @Test func `types and functions say what they are`() throws {
    var bare: [String] = []
    for file in try SourceFile.all(below: "Sources") {
      for (number, line) in file.code.enumerated() where isDeclaration(line) {
        var above = number - 1
        while above >= 0, file.code[above].contains(/^\s*@/) { above -= 1 }
        let isTold = above >= 0 && file.lines[above].contains("///")
        if !isTold { bare.append("\(file.path):\(number + 1): \(line)") }
      }
    }
    #expect(
      bare.count <= Self.undocumented,
      "\(bare.count) without a doc comment:\n\(bare.joined(separator: "\n"))")
  }

  /// Whether a line declares a type or a function that others can see.
  private func isDeclaration(_ line: String) -> Bool {
    let isHidden = line.contains(/\b(private|fileprivate)\b/)
    let isNested = line.hasPrefix("    ")
    let words = line.split(separator: " ").map(String.init)
    let kinds: Set = ["struct", "enum", "class", "actor", "protocol", "func"]
    let modifiers: Set = ["public", "package", "static", "final", "mutating", "indirect"]
    let first = words.first { !modifiers.contains($0) && !$0.hasPrefix("@") }
    return !isHidden && !isNested && first.map(kinds.contains) ?? false
  }

  @Test func `every tool says its use in its first line`() throws {
    let tools = SourceFile.root.appending(path: "tools")
    for name in try FileManager.default.contentsOfDirectory(atPath: tools.path).sorted() {
      let file = tools.appending(path: name)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      let head = text.split(separator: "\n").prefix(2).joined()
      #expect(head.contains("Use: "), "tools/\(name) does not say its use")
    }
  }

  @Test func `no test is switched off`() throws {
    let own = "Tests/TidyTests/"
    for file in try SourceFile.all(below: "Tests") where !file.path.hasPrefix(own) {
      for (number, line) in file.code.enumerated() {
        for word in [".disabled(", "XCTSkip", "withKnownIssue", "Thread.sleep"]
        where line.contains(word) {
          Issue.record("\(file.path):\(number + 1) says \(word)")
        }
      }
    }
  }
}
