import Foundation
import Testing

@Suite struct `Aggregating a file of votes` {
  /// Three tasks; ann and bob agree, cay is contrary.
  private let votes = """
    task,worker,label
    t1,ann,cat
    t1,bob,cat
    t1,cay,dog
    t2,ann,dog
    t2,bob,dog
    t2,cay,cat
    "t,3",ann,cat
    "t,3",bob,cat
    "t,3",cay,dog
    """

  /// A sandbox with these files.
  private func sandbox(_ files: [String: String]) throws -> Sandbox {
    let sandbox = try Sandbox()
    for (name, text) in files {
      try Data(text.utf8).write(to: sandbox.folder.appending(path: name))
    }
    return sandbox
  }

  @Test func `labels come by task, with their probability`() async throws {
    let sandbox = try sandbox(["v.csv": votes])
    let path = sandbox.folder.appending(path: "v.csv").path
    let output = try await sandbox.done("aggregate \(path) --method majority")
    #expect(
      output == """
        task,label,probability
        "t,3",cat,0.666667
        t1,cat,0.666667
        t2,dog,0.666667

        """)
    let whole = try await sandbox.done("aggregate \(path) --method majority --posterior")
    #expect(whole.contains("t2,cat,0.333333\n") && whole.contains("t2,dog,0.666667\n"))
  }

  @Test func `gzip and other columns are read, and give the same`() async throws {
    let other = votes.replacingOccurrences(of: "task,worker,label", with: "item,who,said")
    let sandbox = try sandbox(["v.csv": votes, "o.csv": other])
    let folder = sandbox.folder
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", folder.appending(path: "o.csv").path]
    try gzip.run()
    gzip.waitUntilExit()
    let plain = try await sandbox.done("aggregate \(folder.path)/v.csv")
    let packed = try await sandbox.done(
      "aggregate \(folder.path)/o.csv.gz --task-column item --worker-column who"
        + " --label-column said")
    #expect(plain == packed)
  }

  @Test func `every method is scored where the truth is known`() async throws {
    let sandbox = try sandbox([
      "v.csv": votes, "t.csv": "task,label\nt1,cat\nt2,dog\n\"t,3\",dog\nt9,cat\n",
    ])
    let path = sandbox.folder.path
    let one = try await sandbox.json(
      "aggregate \(path)/v.csv --method majority --truth \(path)/t.csv")
    let methods = try #require(one["methods"] as? [[String: Any]])
    let scores = try #require(methods.first?["scores"] as? [String: Any])
    #expect(scores["tasks"] as? Int == 3)
    #expect(abs((scores["accuracy"] as? Double ?? 0) - 2.0 / 3) < 1e-9)
    let all = try await sandbox.done("aggregate \(path)/v.csv --method all --truth \(path)/t.csv")
    for name in ["witan", "majority", "dawid-skene", "glad", "ebcc", "plantnet"] {
      #expect(all.contains("\n\(name) "), "\(name)")
    }
    for line in all.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test func `labels and skills go to files`() async throws {
    let sandbox = try sandbox(["v.csv": votes])
    let path = sandbox.folder.path
    let output = try await sandbox.done(
      "aggregate \(path)/v.csv --method wawa -o \(path)/labels.csv --workers \(path)/w.csv")
    #expect(output.isEmpty)
    let labels = try String(contentsOfFile: "\(path)/labels.csv", encoding: .utf8)
    #expect(labels.hasPrefix("task,label,probability\n"))
    let workers = try String(contentsOfFile: "\(path)/w.csv", encoding: .utf8)
    #expect(workers == "worker,skill\nann,1.000000\nbob,1.000000\ncay,0.000000\n")
  }

  @Test(arguments: [
    ("task,worker,label\nt1,ann\n", "line 2: 2 fields where the header has 3"),
    ("task,worker,label\nt1,,cat\n", "line 2: \"worker\" is empty"),
    ("task,worker\nt1,ann\n", "line 1: there is no column \"label\""),
    ("task,worker,label\nt1,\"ann,cat\n", "a quotation is not closed"),
    ("task,worker,label\n", "There are no votes"), ("", "the file is empty"),
  ])
  func `a bad row is refused with its line`(text: String, reason: String) async throws {
    let sandbox = try sandbox(["v.csv": text])
    let run = try await sandbox.run("aggregate \(sandbox.folder.path)/v.csv")
    #expect(run.status == 65)
    #expect(run.errors.contains(reason), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func `an unknown method and an absent file are refused`() async throws {
    let sandbox = try sandbox(["v.csv": votes])
    let path = sandbox.folder.path
    #expect(try await sandbox.run("aggregate \(path)/v.csv --method magic").status == 65)
    #expect(try await sandbox.run("aggregate \(path)/none.csv").status == 5)
    #expect(try await sandbox.run("aggregate \(path)/v.csv --method all -o x").status == 64)
  }
}
