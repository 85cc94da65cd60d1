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

  @Test func `rounds are limited where there are any`() async throws {
    let sandbox = try sandbox(["v.csv": votes])
    let path = sandbox.folder.path
    func rounds(_ line: String) async throws -> [String: Int] {
      let sheet = try await sandbox.json("aggregate \(path)/v.csv \(line)")
      let methods = try #require(sheet["methods"] as? [[String: Any]])
      return Dictionary(
        uniqueKeysWithValues: methods.map {
          ($0["name"] as? String ?? "", $0["rounds"] as? Int ?? -1)
        })
    }
    #expect(try await rounds("--method glad --rounds 2") == ["glad": 2])
    #expect(try await rounds("--method glad")["glad"] ?? 0 > 2)
    let all = try await rounds("--method all --rounds 1")
    // Those three have several parts.
    for (name, rounds) in all where !["la2", "wawa", "witan"].contains(name) {
      #expect(rounds <= 1, "\(name)")
    }
    #expect(all.count > 15)
    #expect(try await sandbox.run("aggregate \(path)/v.csv --rounds 0").status == 64)
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

  @Test func `a quotation mark within a field is refused, not guessed at`() async throws {
    let sandbox = try sandbox([
      "v.csv": "task,worker,label\nt1,w1,5\" disc\nt2,w2,6\" disc\nt3,w3,x\n"
    ])
    let run = try await sandbox.run("aggregate \(sandbox.folder.path)/v.csv")
    #expect(run.status == 65 && run.output.isEmpty)
    #expect(run.errors.contains("line 2: a quotation mark stands within"), "\(run.errors)")
  }

  @Test func `labels that nobody voted are kept apart in the scores`() async throws {
    let sandbox = try sandbox([
      "v.csv": "task,worker,label\nt1,w,a\nt2,w,a\nt3,w,a\n",
      "t.csv": "task,label\nt1,a\nt2,x\nt3,y\n",
    ])
    let path = sandbox.folder.path
    let sheet = try await sandbox.json(
      "aggregate \(path)/v.csv --method majority --truth \(path)/t.csv")
    let methods = try #require(sheet["methods"] as? [[String: Any]])
    let scores = try #require(methods.first?["scores"] as? [String: Any])
    #expect(abs((scores["macroF1"] as? Double ?? 0) - 0.5 / 3) < 1e-9)
  }

  /// "café" once with one code point for its last letter and once with two.
  @Test func `truths are told apart by bytes, as votes are`() async throws {
    let (one, two) = ("caf\u{E9}", "cafe\u{301}")
    let sandbox = try sandbox([
      "v.csv": "task,worker,label\n\(one),w,\(one)\n\(two),w,\(two)\n",
      "t.csv": "task,label\n\(one),\(one)\n\(two),\(two)\n",
    ])
    let path = sandbox.folder.path
    let sheet = try await sandbox.json(
      "aggregate \(path)/v.csv --method majority --truth \(path)/t.csv")
    let methods = try #require(sheet["methods"] as? [[String: Any]])
    let scores = try #require(methods.first?["scores"] as? [String: Any])
    #expect(scores["tasks"] as? Int == 2)
    #expect(scores["accuracy"] as? Double == 1)
  }

  @Test func `a table of more labels than memory holds is refused with a sentence`() async throws {
    let rows = (0..<30_000).map { "t\($0),w\($0 % 9),l\($0)\n" }.joined()
    let sandbox = try sandbox(["v.csv": "task,worker,label\n" + rows])
    for method in ["witan", "majority", "dawid-skene", "all"] {
      let run = try await sandbox.run(
        "aggregate \(sandbox.folder.path)/v.csv --method \(method)")
      #expect(run.status == 65 && run.output.isEmpty)
      #expect(run.errors.contains("GB for 30000 tasks and 30000 labels"), "\(run.errors)")
    }
  }

  @Test func `probabilities that would be written nowhere are refused`() async throws {
    let sandbox = try sandbox(["v.csv": votes, "t.csv": "task,label\nt1,cat\n"])
    let path = sandbox.folder.path
    for line in ["--truth \(path)/t.csv", "--json"] {
      let run = try await sandbox.run("aggregate \(path)/v.csv --posterior \(line)")
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(run.errors.contains("they need -o"), "\(run.errors)")
      let file = "\(path)/labels.csv"
      _ = try await sandbox.done("aggregate \(path)/v.csv --posterior \(line) -o \(file)")
      #expect(try String(contentsOfFile: file, encoding: .utf8).contains("t1,dog,"))
    }
  }

  /// Gulls and terns; ida and jon know them, kim says tern to everything.
  private let taxa = """
    taxon,rank,parent
    Larids,family,
    Gulls,genus,Larids
    Terns,genus,Larids
    Herring gull,species,Gulls
    Common gull,species,Gulls
    Arctic tern,species,Terns
    """
  private let sightings = """
    task,worker,label
    p1,ida,Herring gull
    p1,jon,herring  GULL
    p1,kim,Arctic tern
    p2,ida,Common gull
    p2,jon,Gulls
    p2,kim,Arctic tern
    p3,ida,
    p3,jon,Larids
    p4,ida,Herring gull
    p4,jon,Herring gull
    p4,kim,Arctic tern
    p5,ida,Arctic tern
    p5,jon,Terns
    """

  @Test func `with a taxonomy coarse answers support the finer ones`() async throws {
    let sandbox = try sandbox(["v.csv": sightings, "x.csv": taxa])
    let path = sandbox.folder.path
    let output = try await sandbox.done(
      "aggregate \(path)/v.csv --taxonomy \(path)/x.csv --workers \(path)/w.csv")
    let rows = output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(rows.first == ["task", "label", "probability", "settled", "settled_probability"])
    #expect(
      rows.dropFirst().map { $0[1] } == [
        "Herring gull", "Common gull", "Herring gull", "Herring gull", "Arctic tern",
      ])
    // Of p3 nobody could tell anything: what is common elsewhere, and nothing settled.
    #expect((Double(rows[3][2]) ?? 1) < 0.5)
    #expect(rows[3][3...] == ["Larids", "1.000000"])
    let skills = try String(contentsOfFile: "\(path)/w.csv", encoding: .utf8)
      .split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    #expect(skills.map { $0[0] } == ["ida", "jon", "kim"])
    let skill = skills.compactMap { Double($0[1]) }
    #expect(skill[0] > 0.5 && skill[1] > 0.5 && skill[2] < 0.3)
    let whole = try await sandbox.done(
      "aggregate \(path)/v.csv --taxonomy \(path)/x.csv --posterior")
    for taxon in ["Larids", "Gulls", "Herring gull", "Terns", "Arctic tern"] {
      #expect(whole.contains("\np1,\(taxon),"), "\(taxon)")
    }
  }

  @Test func `the community taxon is the finest on which two thirds agree`() async throws {
    let sandbox = try sandbox(["v.csv": sightings, "x.csv": taxa])
    let path = sandbox.folder.path
    let output = try await sandbox.done(
      "aggregate \(path)/v.csv --taxonomy \(path)/x.csv --method inat")
    #expect(
      output == """
        task,label,probability,settled,settled_probability
        p1,Larids,1.000000,Larids,1.000000
        p2,Larids,1.000000,Larids,1.000000
        p3,Larids,1.000000,Larids,1.000000
        p4,Larids,1.000000,Larids,1.000000
        p5,Terns,1.000000,Terns,1.000000

        """)
    let run = try await sandbox.run("aggregate \(path)/v.csv --method inat")
    #expect(run.status == 65)
    #expect(run.errors.contains("needs --taxonomy"), "\(run.errors)")
  }

  @Test func `one person makes no community`() async throws {
    let sandbox = try sandbox([
      "v.csv": "task,worker,label\np1,ida,Gulls\np1,ida,Herring gull\n", "x.csv": taxa,
    ])
    let path = sandbox.folder.path
    let output = try await sandbox.done(
      "aggregate \(path)/v.csv --taxonomy \(path)/x.csv --method inat")
    #expect(output.hasSuffix("\np1,Larids,1.000000,Larids,1.000000\n"), "\(output)")
  }

  @Test func `other methods take taxa as labels, without can't tell`() async throws {
    let sandbox = try sandbox([
      "v.csv": sightings, "x.csv": taxa,
      "t.csv": "task,label\np1,Herring gull\np2,Common gull\np3,Arctic tern\np4,Herring gull\n",
    ])
    let path = sandbox.folder.path
    let flat = try await sandbox.done(
      "aggregate \(path)/v.csv --taxonomy \(path)/x.csv --method majority")
    #expect(flat.contains("p1,Herring gull,0.666667\n"))
    #expect(!flat.contains("p3,"))
    let all = try await sandbox.run(
      "aggregate \(path)/v.csv --taxonomy \(path)/x.csv --method all --truth \(path)/t.csv")
    #expect(all.status == 0, "\(all.errors)")
    #expect(all.errors.contains("1 tasks have no label"), "\(all.errors)")
    for name in ["witan", "inat", "majority", "dawid-skene", "plantnet"] {
      #expect(all.output.contains("\n\(name) "), "\(name)")
    }
    let sheet = try await sandbox.json(
      "aggregate \(path)/v.csv --taxonomy \(path)/x.csv --truth \(path)/t.csv")
    let methods = try #require(sheet["methods"] as? [[String: Any]])
    let scores = try #require(methods.first?["scores"] as? [String: Any])
    #expect(scores["tasks"] as? Int == 4)
    #expect(abs((scores["accuracy"] as? Double ?? 0) - 0.75) < 1e-9)
  }

  @Test(arguments: [
    ("p1,ida,Herring gul\n", "line 2: \"Herring gul\" is no taxon of the taxonomy; near: Herring"),
    ("p1,ida,\np1,jon,Auk\n", "line 3: \"Auk\" is no taxon"),
    ("p1,,Gulls\n", "line 2: \"worker\" is empty"),
  ])
  func `a label that is no taxon is refused with its line`(
    rows: String, reason: String
  ) async throws {
    let sandbox = try sandbox(["v.csv": "task,worker,label\n" + rows, "x.csv": taxa])
    let path = sandbox.folder.path
    let run = try await sandbox.run("aggregate \(path)/v.csv --taxonomy \(path)/x.csv")
    #expect(run.status == 65)
    #expect(run.errors.contains(reason), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func `a taxonomy that is none is refused, and nothing but can't tell tells nothing`()
    async throws
  {
    let sandbox = try sandbox([
      "v.csv": "task,worker,label\np1,ida,\n", "x.csv": taxa,
      "bad.csv": "taxon,rank,parent\nA,genus,B\n",
    ])
    let path = sandbox.folder.path
    let bad = try await sandbox.run("aggregate \(path)/v.csv --taxonomy \(path)/bad.csv")
    #expect(bad.status == 65)
    #expect(bad.errors.contains("bad.csv, line 2: its parent \"B\""), "\(bad.errors)")
    let silent = try await sandbox.done("aggregate \(path)/v.csv --taxonomy \(path)/x.csv")
    #expect(silent.contains("\np1,Larids,1.000000,Larids,1.000000\n"))
    let flat = try await sandbox.run(
      "aggregate \(path)/v.csv --taxonomy \(path)/x.csv --method wawa")
    #expect(flat.status == 65)
    #expect(flat.errors.contains("no labels to choose from"), "\(flat.errors)")
  }
}
