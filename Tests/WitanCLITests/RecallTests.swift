import Foundation
import Testing

@Suite struct `Recalls and rules on the command line` {
  @Test func `a recalled verdict is told first, until it is acknowledged`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    #expect(try await sandbox.done("acknowledge --as mehta") == "Nothing of yours was recalled.\n")
    #expect(try await sandbox.run("acknowledge \(id) --as mehta").status == 6)
    try await sandbox.done("outcome \(id) 'Eryx conicus' --ground 'voucher 17'")
    let shown = try await sandbox.done("show \(id) --as mehta")
    #expect(shown.hasPrefix("RECALLED: the verdict on \(id) no longer holds.\n"), "\(shown)")
    #expect(shown.contains("it is now  harmless, Eryx conicus"), "\(shown)")
    let list = try await sandbox.done("acknowledge --as mehta")
    #expect(list.contains("RECALLED") && list.contains("witan acknowledge \(id)"))
    let watched = try await sandbox.done("watch \(id) --stay --as mehta")
    #expect(watched.contains("recalled:"), "\(watched)")
    #expect(try await sandbox.run("acknowledge \(id) --as ines").status == 4)
    let known = try await sandbox.done("acknowledge \(id) --as mehta")
    #expect(known.hasPrefix("Acknowledged: \(id).\n"))
    #expect(try await sandbox.done("show \(id)").contains("the asker acknowledged it at "))
    #expect(try await sandbox.json("audit verify")["faultCount"] as? Int == 0)
    for text in [shown, list, known] {
      for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
    let before = try await sandbox.json("audit history \(id) --kind outcomeRecorded")
    let index = try #require((before["items"] as? [[String: Any]])?.first?["index"] as? Int)
    let then = try await sandbox.done("show \(id) --as-of \(index - 1) --as mehta")
    #expect(!then.contains("RECALLED") && then.hasPrefix("Treat as DANGEROUS"))
  }

  @Test func `a rule is shown, tried, proposed and approved`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    try await sandbox.done("rule show -o rule.json")
    let file = sandbox.folder.appending(path: "rule.json")
    let same = try await sandbox.run("rule propose rule.json")
    #expect(same.status == 65 && same.errors.contains("version: "), "\(same.errors)")
    let text = try String(contentsOf: file, encoding: .utf8)
    let version = try #require(text.firstMatch(of: /"version": "[^"]*"/))
    let stricter = text.replacing(version.output, with: "\"version\": \"strict\"")
      .replacing(
        /"taxonNeedsPartsPerMillion": [0-9]+/, with: "\"taxonNeedsPartsPerMillion\": 999999")
    try stricter.write(to: file, atomically: true, encoding: .utf8)
    let one = try await sandbox.done("audit whatif \(id) --rule rule.json --as ines")
    #expect(one.hasPrefix("DIFFERENT") && one.contains("rule strict in place of"), "\(one)")
    let lab = try await sandbox.done("audit whatif --all --rule rule.json --as ines")
    #expect(lab.contains("1 of 1 verdict would have been another"), "\(lab)")
    let without = try await sandbox.json("audit whatif \(id) --method majority")
    #expect((without["now"] as? [String: Any])?["taxon"] as? String == "Daboia russelii")
    let proposed = try await sandbox.json("rule propose rule.json --as tomas")
    let proposal = try #require((proposed["proposal"] as? [String: Any])?["id"] as? String)
    #expect(try await sandbox.run("rule approve \(proposal) --as tomas").status == 4)
    try await sandbox.done("member add lea --name Lea --role steward")
    let waiting = try await sandbox.done("rule show")
    #expect(waiting.contains("taxonNeedsPartsPerMillion") && waiting.contains(proposal))
    let approved = try await sandbox.done("rule approve \(proposal) --as lea")
    #expect(approved.hasPrefix("Rule strict is in force."))
    #expect(try await sandbox.json("audit verify")["faultCount"] as? Int == 0)
    for text in [one, lab, waiting, approved] {
      for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
    let bad = stricter.replacing("\"answersForTaxon\": 2", with: "\"answersForTaxon\": 0")
    try bad.write(to: file, atomically: true, encoding: .utf8)
    let refused = try await sandbox.run("audit whatif --all --rule rule.json")
    #expect(
      refused.status == 65 && refused.errors.contains("answersForTaxon: "), "\(refused.errors)")
    for line in ["audit whatif \(id)", "audit whatif --all", "audit whatif --all --method wawa"] {
      #expect(try await sandbox.run(line).status == 64, "\(line)")
    }
  }
}
