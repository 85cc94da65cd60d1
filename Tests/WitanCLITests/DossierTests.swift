import Foundation
import Testing

/// A dossier made by the program, attacked, and read by tools that are not ours.
@Suite struct `A dossier` {
  /// Whether these are run: where a Python is, and in CI always, so that one that is missing fails.
  static let isRun = python != nil || ProcessInfo.processInfo.environment["CI"] != nil

  /// A Python that has `cryptography`; nil for none.
  static let python: String? = {
    let environment = ProcessInfo.processInfo.environment
    let places =
      [environment["WITAN_VENV"], Sandbox.root.appending(path: ".venv").path].compactMap { $0 }
      .map { "\($0)/bin/python" } + ["/usr/bin/python3"]
    let found = places.first { path in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = ["-c", "import cryptography"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
    if found == nil { print("SKIPPED: no python3 with cryptography is here (tools/setup --tests)") }
    return found
  }()

  private struct Made {
    let sandbox: Sandbox
    let question: String
    var file: String { sandbox.folder.appending(path: "dossier.zip").path }
    func path(_ name: String) -> String { sandbox.folder.appending(path: name).path }
  }

  /// A community with a record, and a question with a photo and a remark.
  private func made(_ options: String = "") async throws -> Made {
    let sandbox = try await Sandbox.founded()
    let first = try await sandbox.ask("--urgency today")
    try await sandbox.answerAll(first, ["Daboia russelii", "Daboia", "Echis carinatus"])
    let second = try await sandbox.ask()
    try await sandbox.answerAll(second)
    try await sandbox.done(
      "outcome \(second) 'Daboia russelii' --ground 'the animal was examined' --as tomas")
    let photo = Sandbox.root.appending(path: "fixtures/demo/photo.jpg").path
    let question = try await sandbox.ask("--photo \(photo)")
    try await sandbox.answerAll(question, ["Daboia russelii", "Viperidae", "Eryx conicus"])
    let made = Made(sandbox: sandbox, question: question)
    try await sandbox.done("audit checkpoint -o \(made.path("old.checkpoint"))")
    _ = try await sandbox.ask()
    try await sandbox.done("audit dossier \(question) -o \(made.file) --as ines \(options)")
    return made
  }

  private func run(_ made: Made, _ words: [String]) async throws -> Sandbox.Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.python))
    process.arguments = words
    process.currentDirectoryURL = made.sandbox.folder
    let outputs = ["out", "err"].map { made.sandbox.folder.appending(path: "python.\($0)") }
    for output in outputs { try Data().write(to: output) }
    process.standardOutput = try FileHandle(forWritingTo: outputs[0])
    process.standardError = try FileHandle(forWritingTo: outputs[1])
    try await process.runToEnd()
    let texts = try outputs.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Sandbox.Run(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }

  private static let tools = Sandbox.root.appending(path: "tools").path

  @Test(.enabled(if: isRun, "no python3 with cryptography"))
  func `holds, and is refused for every byte, omission and forgery`() async throws {
    let made = try await made("--whole")
    // The record goes on: an erasure is in the provenance, too.
    try await made.sandbox.done("erase photo \(made.question) --ground 'A face' --as mehta")
    let all = made.path("all.prov.json")
    try await made.sandbox.done("audit prov --all -o \(all) --as ines")
    let period = made.path("period.prov.json")
    try await made.sandbox.done(
      "audit prov --from 2020-01-01 --to 2100-01-01 -o \(period) --as ines")
    #expect(try String(contentsOfFile: period, encoding: .utf8).contains("wasInvalidatedBy"))
    let proof = try await run(
      made, ["\(Self.tools)/prove_dossier.py", made.file, all, period])
    print(proof.output)
    #expect(proof.status == 0 && proof.output.hasSuffix("PROVED\n"), "\(proof.errors)")
  }

  @Test(.enabled(if: isRun, "no python3 with cryptography"))
  func `says after which entry something may be missing`() async throws {
    let made = try await made()
    let verifier = "\(Self.tools)/verify_dossier.py"
    let plain = try await run(made, [verifier, made.file])
    #expect(plain.status == 0 && plain.output.contains("AS OF    entry "), "\(plain.errors)")
    let whole = made.path("whole.zip")
    try await made.sandbox.done("audit dossier \(made.question) -o \(whole) --whole --as ines")
    let all = try await run(made, [verifier, whole])
    #expect(all.status == 0, "\(all.errors)")
    #expect(
      all.output.contains(#/AS OF    \d+ entries: what came to the ledger later/#), "\(all.output)")
  }

  @Test(.enabled(if: isRun, "no python3 with cryptography"))
  func `is checked against a key and a checkpoint kept elsewhere`() async throws {
    let made = try await made()
    let verifier = "\(Self.tools)/verify_dossier.py"
    let plain = try await run(made, [verifier, made.file])
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(plain.output.contains("VERDICT  version "))
    let key = try #require(plain.output.firstMatch(of: /Signed by (\S+)/)).output.1
    let old = made.path("old.checkpoint")
    let unproved = try await run(made, [verifier, made.file, "--against", old])
    #expect(unproved.status == 3 && unproved.errors.contains("give --consistency"))
    let size = try String(contentsOfFile: old, encoding: .utf8).split(separator: "\n")[1]
    let sheet = made.path("consistency.json")
    // The dossier left its own entry in the record: who was given the photos.
    let end = try #require(plain.output.firstMatch(of: /checkpoint +(\d+) entries/)).output.1
    try await made.sandbox.done("audit prove --from \(size) --to \(end) -o \(sheet)")
    let kept = try await run(
      made,
      [verifier, made.file, "--key", "\(key)", "--against", old, "--consistency", sheet])
    #expect(kept.status == 0 && kept.output.contains("continues the one of \(size) entries"))
    let other = try await run(made, [verifier, made.file, "--key", "cli.test+00000000+AAAA"])
    #expect(other.status == 1 && other.errors.hasPrefix("REFUSED  entries: tell of no key"))
    let old2 = try String(contentsOfFile: old, encoding: .utf8)
    try old2.replacing("\n\(size)\n", with: "\n\(size)0\n").write(
      toFile: old, atomically: true, encoding: .utf8)
    let forged = try await run(made, [verifier, made.file, "--against", old])
    #expect(forged.status == 1 && forged.errors.contains("does not fit"))
  }

  @Test(.enabled(if: isRun, "no python3 with cryptography"))
  func `of a verdict that was recalled says so first, and the second verifier too`() async throws {
    let made = try await made()
    try await made.sandbox.done(
      "outcome \(made.question) 'Eryx conicus' --ground 'a voucher' --as tomas")
    try await made.sandbox.done("audit dossier \(made.question) -o \(made.file) --as ines")
    let verified = try await run(made, ["\(Self.tools)/verify_dossier.py", made.file])
    #expect(verified.status == 0, "\(verified.errors)")
    let recalled = verified.output.split(separator: "\n").filter { $0.hasPrefix("RECALLED") }
    #expect(recalled.count == 1 && recalled[0].hasSuffix("now harmless, Eryx conicus"))
    let page = try await run(
      made,
      [
        "-c",
        "import zipfile, sys; sys.stdout.reconfigure(encoding='utf-8'); "
          + "print(zipfile.ZipFile('\(made.file)').read('dossier.html').decode())",
      ]
    ).output
    let (first, verdict) = (page.range(of: "Recalled: "), page.range(of: "Treat as DANGEROUS"))
    let recall = try #require(first)
    #expect(verdict.map { recall.lowerBound < $0.lowerBound } ?? true)
  }

  @Test(.enabled(if: isRun, "no python3 with cryptography"))
  func `of a copy without the key has no seal, and is refused unless that is wanted`() async throws
  {
    let made = try await made()
    let copy = made.path("copy")
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: "\(made.sandbox.data)/community.sqlite", toPath: "\(copy)/community.sqlite")
    let run = try await made.sandbox.run(
      "audit dossier \(made.question) -o \(made.file) --as ines --data \(copy)")
    #expect(run.status == 0 && run.errors.hasPrefix("Not recorded that you were given the photos"))
    let verifier = "\(Self.tools)/verify_dossier.py"
    let refused = try await self.run(made, [verifier, made.file])
    #expect(refused.status == 1 && refused.errors.hasPrefix("REFUSED  SEAL: is missing"))
    let held = try await self.run(made, [verifier, made.file, "--unsealed"])
    #expect(held.status == 0 && held.output.contains("nobody signed them"), "\(held.errors)")
  }

  @Test func `leaves in the record who was given the photos`() async throws {
    let made = try await made()
    let history = try await made.sandbox.done(
      "audit history \(made.question) --kind photosViewed --as ines")
    #expect(history.contains("Photos were shown: "), "\(history)")
  }

  @Test func `says where it was written, and refuses whom it is not for`() async throws {
    let made = try await made()
    let sheet = try await made.sandbox.json(
      "audit dossier \(made.question) -o \(made.file) --as ines")
    #expect((sheet["sha256"] as? String)?.count == 64)
    let size = try FileManager.default.attributesOfItem(atPath: made.file)[.size] as? Int
    #expect(sheet["bytes"] as? Int == size)
    for (line, status) in [
      ("audit dossier \(made.question) -o x.zip --as mehta", 4),
      ("audit dossier \(made.question) -o x.zip --as asha", 4),
      ("audit dossier q-none -o x.zip --as ines", 5), ("audit dossier \(made.question)", 64),
      ("audit prov", 64), ("audit prov \(made.question) --all", 64),
      ("audit prov --from yesterday --as ines", 65), ("audit prov --all --as asha", 4),
    ] as [(String, Int32)] {
      #expect(try await made.sandbox.run(line).status == status, "\(line)")
    }
    let prov = try await made.sandbox.done("audit prov \(made.question) --as ines")
    #expect(prov.contains("\"prov:plan\""))
    let none = try await made.sandbox.done("audit prov --to 2020-01-01 --as ines")
    #expect(!none.contains(made.question))
  }
}
