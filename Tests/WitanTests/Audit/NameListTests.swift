import Testing

@testable import Witan

@Suite struct NameListTests {
  @Test func `names come in the order of their bytes, told apart by them`() throws {
    let pen = MemoryPen()
    let list = NameList("one", on: pen)
    let others = [NameList("on", on: pen), NameList("one0", on: pen), NameList("pne", on: pen)]
    for other in others { try other.put("K", "another list's") }
    let names = ["K", "\u{212A}", "a\0b", "", "é", "e\u{301}", "a"]
    for name in names {
      try list.put(name, "first")
      try list.put(name, "word of \(name.utf8.count)")
    }
    var walk = list.walk()
    var found: [String] = []
    while let (name, word) = try walk.next() {
      #expect(word == "word of \(name.utf8.count)")
      found.append(name)
    }
    let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(found.map { Array($0.utf8) } == sorted.map { Array($0.utf8) })
    #expect(try list.word(of: "\u{212A}") == "word of 3" && list.word(of: "b") == nil)
  }
}
