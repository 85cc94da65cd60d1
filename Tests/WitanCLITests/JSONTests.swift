import Foundation
import Testing

@Suite struct `JSON output` {
  @Test func `has the shape that it had`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    try await sandbox.done("outcome \(id) 'Daboia russelii' --ground voucher")
    let open = try await sandbox.ask()
    let lines = [
      "list", "show \(id)", "queue --as asha", "take \(open) --as asha", "member list",
      "member show asha", "token asha", "subject list", "coverage", "audit history \(id)",
      "audit explain \(id)", "audit verify", "audit replay", "audit prove 2",
      "audit prove --from 2", "audit checkpoint", "backup", "doctor",
      "member add kofi --name Kofi --role asker", "ask 'What?' --subject snakes --as kofi",
      "ask 'What?' --subject snakes --as kofi --dry-run", "coverage --promises",
      "community emergency-text",
      "extend \(open) --as asha", "answer \(open) Daboia --as asha",
      "pass \(open) --reason photo-too-poor --as devi",
    ]
    var shapes = ""
    for line in lines {
      let value = try await sandbox.json(line)
      let words = line.split(separator: " ").filter { $0.wholeMatch(of: /[a-z]{3,}/) != nil }
      let subcommands = ["audit", "community", "member", "subject"]
      let count = subcommands.contains(String(words.first ?? "")) ? 2 : 1
      shapes += "== \(words.prefix(count).joined(separator: " "))\n"
      shapes += Set(Self.paths(value)).sorted().map { "\($0)\n" }.joined()
    }
    try Golden.check(shapes, "shapes.txt", in: sandbox)
  }

  @Test func `is indented, sorted and ends with a line break`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    let output = try await sandbox.done("show \(id) --json")
    #expect(output.hasPrefix("{\n  \"answers\": [\n    {\n"))
    #expect(output.hasSuffix("\n}\n"))
    #expect(output.contains("\"photos\": [],\n"))
    let keys = output.matches(of: /\n  "([a-zA-Z]+)":/).map { String($0.output.1) }
    #expect(keys == keys.sorted())
  }

  @Test func `of a watched question is one object a line`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    let run = try await sandbox.run("watch \(id) --json")
    #expect(run.status == 0)
    #expect(run.output.split(separator: "\n").count == 1)
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    #expect((value as? [String: Any])?["phase"] as? String == "settled")
  }

  @Test func `of the demonstration has every member's token`() async throws {
    let sandbox = try Sandbox()
    let demo = Sandbox.root.appending(path: "fixtures/demo").path
    let value = try await sandbox.json("init \(sandbox.data) --demo \(demo)")
    let members = try #require(value["members"] as? [[String: Any]])
    #expect(members.count > 3)
    for member in members {
      #expect((member["token"] as? String)?.hasPrefix("wt_") == true)
      #expect(member["handle"] is String)
      #expect((member["roles"] as? [String])?.isEmpty == false)
    }
    #expect(value["community"] is String)
  }

  /// The paths of all values with their types; a list's items share one path, and keys that are
  /// data (why somebody was not asked) stand as they are.
  static func paths(_ value: Any, at path: String = "") -> [String] {
    switch value {
    case let object as [String: Any]:
      object.flatMap { paths($0.value, at: "\(path).\($0.key)") }
    case let list as [Any]:
      list.isEmpty ? ["\(path)[]"] : list.flatMap { paths($0, at: "\(path)[]") }
    case is String: ["\(path): text"]
    default: ["\(path): number or boolean"]
    }
  }
}
