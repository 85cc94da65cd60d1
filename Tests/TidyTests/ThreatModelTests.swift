import Foundation
import Testing

@Suite struct `The threat model` {
  /// The names of all tests, as they stand in their files.
  private func tests() throws -> Set<String> {
    let root = SourceFile.root
    let files = FileManager.default.enumerator(
      at: root.appending(path: "Tests"), includingPropertiesForKeys: nil)
    var names: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      names.formUnion(text.matches(of: /func `([^`\n]+)`/).map { String($0.output.1) })
    }
    return names
  }

  @Test func `names only tests that are there`() throws {
    let known = try tests()
    #expect(known.count > 500)
    let page = try String(
      contentsOf: SourceFile.root.appending(path: "docs/threat-model.md"), encoding: .utf8)
    let named = page.matches(of: /`test: ([^`\n]+)`/).map { String($0.output.1) }
    #expect(named.count > 100)
    for name in Set(named).sorted() { #expect(known.contains(name), "no test is called \(name)") }
    #expect(page.ranges(of: "`test:").count == named.count, "a name is cut by a line's end")
  }

  @Test func `says of each risk of the API top ten how it is met`() throws {
    let page = try String(
      contentsOf: SourceFile.root.appending(path: "docs/threat-model.md"), encoding: .utf8)
    for number in 1...10 {
      let row = page.split(separator: "\n").first { $0.hasPrefix("| API\(number) ") }
      #expect(row?.contains("`test: ") == true, "API\(number)")
    }
  }
}
