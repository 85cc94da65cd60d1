import Foundation
import Testing

@Suite struct `Simulating a community` {
  /// A community so small that it is told in a second.
  private let tiny = """
    simulate --members 80 --days 1 --questions-per-day 12 --founding 15 --seeds 1
    """

  @Test func `is explained, published and assumed apart`() async throws {
    let sandbox = try Sandbox()
    let help = try await sandbox.done("simulate --help")
    try Golden.check(help, "simulate-help.txt", in: sandbox)
    #expect(help.contains("PUBLISHED") && help.contains("ASSUMED"))
  }

  @Test func `prints a column a policy, tells how far it is, and draws`() async throws {
    let sandbox = try Sandbox()
    let run = try await sandbox.run("\(tiny) --svg week.svg")
    #expect(run.status == 0, "\(run.errors)")
    try Golden.check(run.output.replacing(#/[0-9]/#, with: "0"), "simulate.txt", in: sandbox)
    for line in run.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(run.errors.contains("broadcast, seed 1: 12 questions\n"))
    let picture = try String(
      contentsOf: sandbox.folder.appending(path: "week.svg"), encoding: .utf8)
    #expect(picture.hasPrefix("<svg ") && picture.hasSuffix("</svg>\n"))
    #expect(picture.contains("<title") && picture.contains("<desc"))
    #expect(!picture.contains("<script") && !picture.contains("href"))
    #expect(picture.components(separatedBy: "<polyline").count == 5)
  }

  @Test func `gives the same to the byte, as JSON too`() async throws {
    let sandbox = try Sandbox()
    let line = "\(tiny) --policies witan,best --attack brigade --percent 30 --json"
    let one = try await sandbox.run(line)
    let two = try await sandbox.run(line)
    #expect(one.status == 0 && one.output == two.output && one.errors.isEmpty)
    #expect(one.output.contains("\"brigade\"") && one.output.contains("\"costToFlip\""))
  }

  @Test func `under attack prints a row a share`() async throws {
    let output = try await Sandbox().done("\(tiny) --attack ring --sweep 0,40")
    let rows = output.split(separator: "\n").filter { $0.contains(#/^ *ring +(0|40) %/#) }
    #expect(rows.count == 2, "\(output)")
    for line in output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test func `goes by a rule of one's own, and refuses a file that is none`() async throws {
    let sandbox = try await Sandbox.founded()
    try await sandbox.done("rule show -o rule.json --as tomas")
    let usual = try await sandbox.done("\(tiny) --policies witan")
    #expect(try await sandbox.done("\(tiny) --policies witan --rule rule.json") == usual)
    try Data("{}".utf8).write(to: sandbox.folder.appending(path: "none.json"))
    let none = try await sandbox.run("\(tiny) --rule none.json")
    #expect(none.status == 65 && none.errors.contains("none.json"), "\(none.errors)")
  }

  @Test(arguments: [
    "--members 3", "--days 0", "--seeds one", "--policies witan,all", "--percent 20",
    "--sweep 0,10", "--attack ring --percent 95", "--attack mob", "--attack ring --sweep 0,x",
    "--attack ring --sweep 0 --percent 20", "--drift 91",
  ])
  func `refuses what it cannot do`(line: String) async throws {
    let run = try await Sandbox().run("simulate \(line)")
    #expect(run.status == 64, "\(run.errors)")
    #expect(run.output.isEmpty)
  }
}
