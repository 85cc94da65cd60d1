import Ledger
import Testing
import WitanTesting

@testable import Witan

@Suite struct `A dossier's evidence` {
  private func dossiers(_ house: House, isWhole: Bool = false) async throws -> [Dossier] {
    let sheets = try await house.desk.questions(house.auditor, before: nil, limit: 100)
    var made: [Dossier] = []
    for sheet in sheets {
      made.append(try await house.desk.dossier(house.auditor, ID(sheet.id), isWhole: isWhole))
    }
    return made
  }

  @Test(
    .enabled(if: SecondVerifier.isRun, "no python3 with cryptography"),
    arguments: [1, 2, 3] as [UInt64])
  func `of random histories holds, and its verdicts derive anew`(seed: UInt64) async throws {
    let house = try await House(seed: seed)
    var history = RandomHistory(house, seed: seed)
    try await history.run(400)
    let made = try await dossiers(house, isWhole: seed == 2)
    #expect(made.flatMap(\.versions).count > 20, "seed \(seed)")
    let said = try SecondVerifier.refusals(of: made)
    #expect(said == "", "seed \(seed): \(said)")
  }

  @Test(.enabled(if: SecondVerifier.isRun, "no python3 with cryptography"))
  func `holds after skills were estimated anew and outcomes calibrated`() async throws {
    let house = try await House(seed: 9)
    let taxa = ["Daboia russelii", "Echis carinatus", "Lycodon aulicus", "Lycodon striatus"]
    for number in 0..<56 {
      let id = try await house.ask(number.isMultiple(of: 3) ? .today : .emergency)
      for place in 0..<8 where try await house.question(id).isOpen {
        guard let expert = try await house.asked(id).first else { break }
        let slip = (number + place).isMultiple(of: 5) ? 1 : 0
        _ = try await house.desk.answer(
          expert, id, NewAnswer(taxon: taxa[(number + slip) % taxa.count]))
      }
      house.told.advance(milliseconds: 90_000_000)
      _ = try await house.desk.tick()
      if number.isMultiple(of: 4), try await !house.question(id).isOpen {
        _ = try await house.desk.recordOutcome(
          house.steward, id, taxon: taxa[number % taxa.count], ground: "a specialist saw it")
      }
    }
    let made = try await dossiers(house)
    let estimated = made.flatMap(\.versions).filter { $0.progress.estimate > 0 }
    #expect(estimated.count > 2)
    #expect(estimated.allSatisfy { $0.progress.calibration != nil })
    #expect(made.contains { $0.evidence.contains { $0.name.hasPrefix("estimates/") } })
    let said = try SecondVerifier.refusals(of: made)
    #expect(said == "", "\(said)")
    let latest = try #require(made.first)
    let entries = latest.evidence.count { $0.name.hasPrefix("entries/") }
    #expect(entries < latest.ledgerSize / 2, "\(entries) of \(latest.ledgerSize)")
  }

  @Test func `opens what belongs to its question and nothing else`() async throws {
    let house = try await House()
    let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 1, 2, 3]
    let other = try await house.ask(photos: [[0xFF, 0xD8, 0xFF, 9]])
    for expert in try await house.asked(other) {
      _ = try? await house.desk.answer(
        expert, other, NewAnswer(taxon: "Daboia", note: "a remark on the other"))
    }
    let id = try await house.ask(known: "Echis carinatus", photos: [photo])
    let open = try await house.desk.dossier(house.auditor, id)
    let opened = try open.evidence.filter { $0.name.hasPrefix("disclosures/") }.map {
      try Disclosure(encoded: String(decoding: $0.bytes, as: UTF8.self))
    }
    let hidden = try #require(await house.question(id).known)
    #expect(!opened.contains { $0.digest == hidden.digest }, "its truth is told while it is open")
    #expect(opened.contains { $0.name == "text" && $0.value == .string("What is it?") })
    #expect(opened.count { $0.name == "photo" } == 1 && open.photos.map(\.bytes) == [photo])
    #expect(!opened.contains { $0.name == "note" })
    let asked = try await house.asked(id).map(\.member.id.text)
    #expect(Set(open.people.map(\.id)).isSuperset(of: asked))
    #expect(!open.people.contains { $0.handle == "ines" }, "who only reads is not in it")
  }

  @Test func `is for auditors, and not for one who may be asked`() async throws {
    let house = try await House()
    let id = try await house.ask()
    let judge = NewMember(
      handle: "judge", name: "Judge", roles: [.auditor, .expert], subjects: [ID("snakes")])
    let both = try await house.desk.caller(token: house.desk.join(house.steward, judge).token)
    for caller in [house.asker, house.experts[0], both] {
      #expect(await refusal { _ = try await house.desk.dossier(caller, id) }?.sort == .notAllowed)
      #expect(
        await refusal { _ = try await house.desk.provenance(caller, id) }?.sort == .notAllowed)
    }
    let none = try await house.desk.provenance(both, from: nil, to: nil)
    #expect(!String(decoding: none, as: UTF8.self).contains(id.text))
    #expect(
      await refusal { _ = try await house.desk.dossier(house.auditor, ID("q-none")) }?.sort
        == .notFound)
  }

  @Test(.enabled(if: SecondVerifier.isRun, "no python3 with cryptography"))
  func `holds without what was erased, and says so`() async throws {
    let house = try await House()
    let id = try await house.ask(photos: [[0xFF, 0xD8, 0xFF, 1], [0xFF, 0xD8, 0xFF, 2]])
    for expert in try await house.asked(id) {
      _ = try? await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia", note: "its spots"))
    }
    let explanation = try await house.desk.explain(house.auditor, id)
    let whole = try await house.desk.dossier(house.auditor, id)
    let maker = house.auditor.member
    let rest = try await house.archive.read { shelf in
      let forgetful = Forgetful(base: shelf, names: ["text", "photo", "note", "handle"])
      return try Dossier(
        of: forgetful.existing(id), explanation: explanation, isWhole: true,
        testimony: Testimony(from: MemoryTestimonyBook()), by: maker, at: Sample.noon,
        on: forgetful)
    }
    #expect(rest.photos.isEmpty && whole.photos.count == 2)
    #expect(rest.people.allSatisfy { $0.handle == nil && $0.name != nil })
    #expect(!rest.evidence.contains { $0.name.hasPrefix("photos/") })
    func verdicts(_ dossier: Dossier) -> [Dossier.File] {
      dossier.evidence.filter { $0.name.hasPrefix("inputs/") || $0.name.hasPrefix("entries/") }
    }
    #expect(verdicts(rest) == verdicts(whole))
    let said = try SecondVerifier.refusals(of: [rest])
    #expect(said == "", "\(said)")
  }

  @Test func `an entry's kind is read from its last bytes`() async throws {
    let house = try await House()
    _ = try await house.ask()
    let all = try await house.archive.read { try $0.entries(0..<$0.ledgerSize()) }
    for bytes in all { #expect(Entry.kind(of: bytes) == (try Entry(bytes: bytes).event.kind)) }
    for odd in ["", "{}", "\"kind\":\"x\"", "\",\"v\":1}", "{\"v\":1}"] {
      #expect(Entry.kind(of: Array(odd.utf8)) == "")
    }
  }
}

/// A shelf from which payloads of some names were erased.
private struct Forgetful: Shelf {
  let base: any Shelf
  let names: Set<String>

  func payload(_ digest: String) throws -> String? {
    guard let encoded = try base.payload(digest) else { return nil }
    return names.contains(try Disclosure(encoded: encoded).name) ? nil : encoded
  }

  func ledgerSize() throws -> Int { try base.ledgerSize() }
  func entries(_ range: Range<Int>) throws -> [[UInt8]] { try base.entries(range) }
  func node(_ place: NodePlace) throws -> TreeHash { try base.node(place) }
  func record(_ kind: RecordKind, _ key: String) throws -> [UInt8]? {
    guard let body = try base.record(kind, key), kind == .member else {
      return try base.record(kind, key)
    }
    var member = try Canonical.value(Member.self, body)
    if names.contains("handle") { member.handle = nil }
    return try Canonical.bytes(member)
  }
  func records(_ kind: RecordKind, _ filter: RecordFilter) throws -> [StoredRecord] {
    try base.records(kind, filter)
  }
  func payloadDigests() throws -> [String] { try base.payloadDigests() }
  func attachment(_ name: String) throws -> [UInt8]? { try base.attachment(name) }
  func attachmentNames() throws -> [String] { try base.attachmentNames() }
  func checkpoint() throws -> String? { try base.checkpoint() }
}

@Suite struct `Provenance` {
  @Test func `of a period has the questions asked in it, each a bundle`() async throws {
    let house = try await House()
    var instants: [Instant] = []
    var names: [String] = []
    for _ in 0..<3 {
      names.append(try await house.ask().text)
      instants.append(house.told.world.now())
      house.told.advance(milliseconds: 86_400_000)
    }
    func found(_ from: Instant?, _ to: Instant?) async throws -> [String] {
      let bytes = try await house.desk.provenance(house.auditor, from: from, to: to)
      guard case .object(let bundles)? = try JSON(canonical: bytes)["bundle"] else { return [] }
      return bundles.map { String($0.name.dropFirst("w:bundle.".count)) }
    }
    #expect(try await found(nil, nil) == names)
    #expect(try await found(instants[1], nil) == Array(names[1...]))
    #expect(try await found(instants[1], instants[2]) == [names[1]])
    #expect(try await found(nil, instants[0]) == [])
  }

  @Test func `says nothing personal`() async throws {
    let house = try await House()
    let id = try await house.ask()
    let bytes = try await house.desk.provenance(house.auditor, id)
    let text = String(decoding: bytes, as: UTF8.self)
    for personal in ["What is it?", "expert-", "Name of", "farah", "ines"] {
      #expect(!text.contains(personal), "\(personal)")
    }
    #expect(text.contains(house.asker.member.id.text))
  }

  @Test(arguments: [true, false])
  func `that would be too large is refused with the way to the same evidence`(
    isWhole: Bool
  ) async throws {
    let house = try await House()
    let id = try await house.ask(photos: [[0xFF, 0xD8, 0xFF] + [UInt8](repeating: 7, count: 9_000)])
    let explanation = try await house.desk.explain(house.auditor, id)
    let refused = await refusal {
      try await house.archive.read { shelf in
        _ = try Dossier(
          of: shelf.existing(id), explanation: explanation, isWhole: isWhole,
          testimony: Testimony(from: MemoryTestimonyBook()), by: house.auditor.member,
          at: house.told.now, on: shelf, limitBytes: 9_000)
      }
    }
    #expect(refused?.code == "too-large" && refused?.field == "dossier")
    let sentence = try #require(refused?.sentence)
    #expect(sentence.contains("9000 bytes") && sentence.contains("audit verify --export DIR"))
    #expect(sentence.contains("--whole") == isWhole, "\(sentence)")
  }
}
