import Foundation
import Testing

@Suite struct `The whole way of a question` {
  @Test func `from founding to a settled verdict and its audit`() async throws {
    let sandbox = try Sandbox()
    let founded = try await sandbox.done(
      "init \(sandbox.data) --title Snakes --steward tomas --origin cli.test")
    try Golden.check(founded, "init.txt", in: sandbox)
    let (settled, id) = try await Sandbox.settled()

    let shown = try await settled.done("show \(id) --as mehta")
    try Golden.check(shown, "show.txt", in: settled)
    #expect(shown.hasPrefix("Treat as DANGEROUS"))
    let explained = try await settled.done("audit explain \(id) --as ines")
    try Golden.check(explained, "explain.txt", in: settled)
    let verified = try await settled.done("audit verify --as ines")
    try Golden.check(verified, "verify.txt", in: settled)
    let replayed = try await settled.done("audit replay --as ines")
    #expect(replayed.hasPrefix("SAME"))
    let history = try await settled.done("audit history \(id) --as ines")
    #expect(history.contains("Daboia russelii"))
    #expect(history.contains("took it until"))
    for text in [shown, explained, verified, history] {
      for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
  }

  @Test func `an expert adds a choice, and it can be answered`() async throws {
    let sandbox = try await Sandbox.founded()
    let sheet = try await sandbox.json(
      "ask 'What squeaks?' --subject workshop --option belt --option bearing --as mehta")
    let id = try #require(sheet["id"] as? String)
    let added = try await sandbox.done("option \(id) 'dry hinge' --as asha")
    #expect(added.contains("belt; bearing; dry hinge"))
    #expect(try await sandbox.run("option \(id) Belt --as asha").status == 6)
    #expect(try await sandbox.run("option \(id) brake --as mehta").status == 4)
    try await sandbox.done("answer \(id) 'Dry Hinge' --as devi")
    #expect(try await sandbox.run("show \(id) --as devi").output.contains("dry hinge"))
  }

  @Test func `an expert's answers are sealed until their own`() async throws {
    let sandbox = try await Sandbox.founded()
    let id = try await sandbox.ask()
    let queue = try await sandbox.done("queue --as asha")
    #expect(queue.contains(id))
    let taken = try await sandbox.done("take --as asha")
    #expect(taken.contains("Which snake is this?"))
    let answered = try await sandbox.run([
      "answer", id, "russell's VIPER", "--guess", "--as", "asha",
    ])
    #expect(answered.status == 0, "\(answered.errors)")
    let sealed = try await sandbox.run("show \(id) --as devi")
    #expect(sealed.status == 3)
    #expect(sealed.output.contains("Sealed until your own answer"))
    #expect(!sealed.output.contains("Daboia"))
    let passed = try await sandbox.done("pass \(id) --reason photo-too-poor --as devi")
    #expect(passed.contains("photo-too-poor"))
    let cannotTell = try await sandbox.done("answer \(id) --cannot-tell --as rupa")
    #expect(cannotTell.contains("can't tell"))
  }

  @Test func `a question is kept, handed over, and looked at again with a better photo`()
    async throws
  {
    let sandbox = try await Sandbox.founded()
    try await sandbox.done(
      "member add kofi --name Kofi --role expert --subject snakes --as tomas")
    let photo = Sandbox.root.appending(path: "fixtures/demo/photo.jpg").path
    let id = try await sandbox.ask()
    let asked = try await sandbox.asked(id)
    let heir = try #require(["asha", "devi", "rupa", "kofi"].first { !asked.contains($0) })
    #expect(try await sandbox.run("extend \(id) --as \(asked[0])").status == 6)
    try await sandbox.done("take --as \(asked[0])")
    let kept = try await sandbox.done("extend \(id) --as \(asked[0])")
    #expect(kept.hasPrefix("Yours until "))
    #expect(try await sandbox.run("hand-over \(id) --to mehta --as \(asked[0])").status == 6)
    let given = try await sandbox.done(
      "hand-over \(id) --to \(heir) --reason knows-the-region --as \(asked[0])")
    #expect(given == "Handed over to \(heir): \(id) (knows-the-region).\n")
    try await sandbox.done("pass \(id) --reason photo-too-poor --as \(heir)")
    let shown = try await sandbox.run("show \(id) --as mehta").output
    #expect(shown.contains("Wanted: a better photo (1 expert)."))
    #expect(shown.contains("witan add-photo \(id)"))
    let added = try await sandbox.done("add-photo \(id) --photo \(photo) --as mehta")
    #expect(added == "\(id) has 1 photo now.\n")
    #expect(try await sandbox.run("add-photo \(id) --photo \(photo) --as mehta").status == 6)
    #expect(try await sandbox.run("add-photo \(id) --photo \(photo) --as tomas").status == 4)
    #expect(try await sandbox.done("queue --as \(heir)").contains(id))
    #expect(!(try await sandbox.run("show \(id) --as mehta").output.contains("Wanted:")))
    #expect(try await sandbox.json("audit verify")["faultCount"] as? Int == 0)
  }

  @Test func `an outcome teaches who was right`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    let told = try await sandbox.done("outcome \(id) 'Daboia russelii' --ground 'voucher 17'")
    #expect(told.contains("The truth: Daboia russelii, says tomas."))
    let member = try await sandbox.done("member show asha")
    #expect(member.contains("What the answers were worth"))
    let report = try await sandbox.json("audit verify")
    #expect(report["faultCount"] as? Int == 0)
  }

  @Test func `a question may bring its own options`() async throws {
    let sandbox = try await Sandbox.founded()
    let sheet = try await sandbox.json(
      "ask 'Which bolt?' --subject workshop --option M6 --option M8 --as mehta")
    #expect(sheet["options"] as? [String] == ["M6", "M8"])
    let id = try #require(sheet["id"] as? String)
    try await sandbox.answerAll(id, ["M8"])
    let shown = try await sandbox.run("show \(id)")
    #expect(shown.output.contains("M8"))
  }

  @Test func `checkpoints and proofs go to files and prove`() async throws {
    let (sandbox, _) = try await Sandbox.settled()
    let file = sandbox.folder.appending(path: "old.checkpoint")
    try await sandbox.done("audit checkpoint -o old.checkpoint")
    let note = try String(contentsOf: file, encoding: .utf8)
    #expect(note.hasPrefix("cli.test\n"))
    #expect(note.contains("— cli.test "))
    let proof = try await sandbox.done("audit prove 3")
    #expect(proof.contains("index 3"))
    #expect(proof.contains("cli.test"))
    _ = try await sandbox.ask()
    let consistency = try await sandbox.done("audit prove --from 5")
    #expect(consistency.contains("The ledger of 5 entries is the beginning of"))
    let verified = try await sandbox.done("audit verify --against old.checkpoint")
    #expect(verified.hasPrefix("CLEAN"))
  }

  @Test func `a photo is taken and named`() async throws {
    let sandbox = try await Sandbox.founded()
    let photo = Sandbox.root.appending(path: "fixtures/demo/photo.jpg").path
    let sheet = try await sandbox.json(
      "ask 'And this?' --subject snakes --photo \(photo) --as mehta")
    #expect((sheet["photos"] as? [String])?.count == 1)
  }

  @Test func `a backup is a whole archive`() async throws {
    let (sandbox, _) = try await Sandbox.settled()
    let path = try await sandbox.done("backup copy.sqlite")
    #expect(FileManager.default.fileExists(atPath: path.trimmingCharacters(in: .newlines)))
    let again = try await sandbox.run("backup copy.sqlite")
    #expect(again.status == 6)
  }

  @Test func `doctor finds everything well`() async throws {
    let (sandbox, _) = try await Sandbox.settled()
    let output = try await sandbox.done("doctor")
    #expect(output.contains("ok   ledger.key"))
    #expect(output.hasSuffix("All is well.\n"))
    #expect(!output.contains("bad "))
  }
}
