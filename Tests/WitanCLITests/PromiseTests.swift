import Foundation
import Testing
import Witan

@testable import WitanCLI

@Suite struct `Promises on the command line` {
  @Test func `a dry run says who is there and asks nothing`() async throws {
    let sandbox = try await Sandbox.founded()
    let line = "ask 'Which?' --subject snakes --place IN-KA --as mehta"
    let dry = try await sandbox.run("\(line) --dry-run")
    #expect(dry.status == 0 && dry.errors == "Nothing was asked.\n", "\(dry.errors)")
    try Golden.check(dry.output, "promise.txt", in: sandbox)
    #expect(try await sandbox.done("list --as mehta") == "No questions.\n")
    let asked = try await sandbox.done(line)
    #expect(asked.hasPrefix("Asked: ") && asked.hasSuffix(dry.output))
    let refused = try await sandbox.run("ask 'W' --subject snakes --place XX --dry-run --as mehta")
    #expect(refused.status == 65 && refused.output.isEmpty)
  }

  @Test func `what came of them is told when it is over`() async throws {
    let sandbox = try await Sandbox.founded()
    #expect(
      try await sandbox.done("coverage --promises --as ines")
        == "No promise can be judged yet.\n")
    // Each is judged when its time is over, however soon an answer came.
    try await sandbox.answerAll(try await sandbox.ask())
    #expect(
      try await sandbox.done("coverage --promises --subject snakes --as ines")
        == "No promise about snakes can be judged yet.\n")
    for (line, status) in [
      ("coverage --promises --least 2", 64), ("coverage --promises --subject stones", 5),
      ("coverage --promises --as mehta", 4),
    ] {
      let run = try await sandbox.run(line)
      #expect(run.status == status, "\(line): \(run.status) \(run.errors)")
    }
  }

  @Test func `where nobody is there, the community's own words are said at once`() async throws {
    let sandbox = try Sandbox()
    let text = "Keep away, and call 112."
    let founded = try await sandbox.run([
      "init", sandbox.data, "--origin", "cli.test", "--emergency-text", text,
    ])
    #expect(founded.status == 0, "\(founded.errors)")
    let file = Sandbox.root.appending(path: "fixtures/cli/snakes.csv").path
    try await sandbox.done("subject import snakes \(file) --title Snakes")
    #expect(try await sandbox.done("community emergency-text") == text + "\n")
    let asked = try await sandbox.done("ask 'Which?' --subject snakes")
    try Golden.check(asked, "nobody.txt", in: sandbox)
    let now = try await sandbox.run(["community", "emergency-text", "Call 999."])
    #expect(now.status == 0 && now.output == "Call 999.\n")
    let dry = try await sandbox.done("ask 'Which?' --subject snakes --dry-run")
    #expect(dry.hasSuffix("Call 999.\n"))
    try await sandbox.done("member add mehta --name Mehta --role asker")
    let refused = try await sandbox.run(["community", "emergency-text", "No.", "--as", "mehta"])
    #expect(refused.status == 4)
    #expect(try await sandbox.run(["community", "emergency-text", ""]).status == 65)
    let bad = try Sandbox()
    let long = String(repeating: "x", count: 1_001)
    let run = try await bad.run(["init", bad.data, "--emergency-text", long])
    #expect(run.status == 65 && !FileManager.default.fileExists(atPath: bad.data))
  }

  @Test func `what came of them is a table`() throws {
    let horizons = [120, 600, 3_600].map { seconds in
      """
      {"withinSeconds":\(seconds),"count":4,"promisedPartsPerMillion":912500,
       "keptPartsPerMillion":1000000,"brierPartsPerMillion":9150,"tenths":[
       {"fromPartsPerMillion":800000,"count":1,"promisedPartsPerMillion":850000,
        "keptPartsPerMillion":1000000},
       {"fromPartsPerMillion":900000,"count":3,"promisedPartsPerMillion":933333,
        "keptPartsPerMillion":1000000}]}
      """
    }
    let json =
      #"{"subject":"snakes","promises":4,"horizons":[\#(horizons.joined(separator: ","))]}"#
    var page = Page(Terminal(isJSON: false))
    page.add(try JSONDecoder().decode(PromiseScore.self, from: Data(json.utf8)))
    for line in page.text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(page.text.hasPrefix("4 promises about snakes can be judged.\n\nAn answer within 2 min"))
    #expect(page.text.matches(of: #/\n  odds +promises +promised +kept\n/#).count == 3)
    #expect(page.text.matches(of: #/\n  all +4 +91.25 % +100.00 %\n/#).count == 3, "\(page.text)")
    #expect(page.text.matches(of: #/Brier score 0\.009: /#).count == 3)
  }
}
