import Foundation
import Testing
import WitanTesting

@testable import Witan

/// Every query finds what a plain search through all entries finds, page by page.
@Suite struct LedgerReadingTests {
  private typealias Fields = [String: String]

  /// What one entry says, read from its JSON alone.
  private struct Plain {
    let index: Int
    let at: String
    let kind: String
    var persons: Set<String> = []
    var taxa: Set<String> = []
    /// Taxa by which entries are found and questions are not.
    var weighed: Set<String> = []
    var rule: String?
    let question: String?

    /// Every entry of a ledger, in order.
    static func all(_ entries: [[UInt8]]) throws -> [Plain] {
      var holders: [String: String] = [:]
      return try entries.map { try Plain($0, &holders) }
    }

    /// - Parameter holders: whose each assignment of the entries before is.
    private init(_ bytes: [UInt8], _ holders: inout [String: String]) throws {
      let value = try JSONSerialization.jsonObject(with: Data(bytes))
      let frame = try #require(value as? [String: Any])
      let data = try #require(frame["data"] as? [String: Any])
      index = try #require(frame["index"] as? Int)
      at = try #require(frame["at"] as? String)
      kind = try #require(frame["kind"] as? String)
      question = data["question"] as? String
      let names = ["expert", "member", "heir", "asker", "by"].compactMap { data[$0] as? String }
      let parts = ["offers", "reasons", "lessons"].flatMap { data[$0] as? [[String: Any]] ?? [] }
      let others = parts.compactMap { $0["expert"] as? String }
      for part in parts + [data] {
        if let id = part["assignment"] as? String, let expert = part["expert"] as? String {
          holders[id] = holders[id] ?? expert
        }
      }
      if let next = data["next"] as? String { holders[next] = data["heir"] as? String }
      let named = ["assignments", "reoffered"].flatMap { data[$0] as? [String] ?? [] }
      persons = Set(
        names + others + named.compactMap { holders[$0] } + (data["members"] as? [String] ?? []))
      if let by = frame["by"] as? String { persons.insert(by) }
      if ["answerGiven", "outcomeRecorded"].contains(kind), let taxon = data["taxon"] as? String {
        taxa.insert(taxon)
      }
      if kind == "consensusReached" {
        for name in ["held", "leading"] {
          if let taxon = (data[name] as? [String: Any])?["taxon"] as? String { taxa.insert(taxon) }
        }
        rule = data["rule"] as? String
      }
      if kind == "questionDispatched" {
        let branches = data["branches"] as? [[String: Any]] ?? []
        weighed = Set(branches.compactMap { $0["taxon"] as? String })
      }
      if kind == "skillsMoved", let truth = data["truth"] as? String { weighed = [truth] }
      if kind == "verdictRecalled" {
        for name in ["was", "now"] {
          if let taxon = (data[name] as? [String: Any])?["taxon"] as? String { taxa.insert(taxon) }
        }
      }
      if kind == "ruleAdopted" { rule = (data["rule"] as? [String: Any])?["version"] as? String }
    }
  }

  /// The names below a taxon of the sample, and choices of their own.
  private static let below: [String: Set<String>] = [
    "Vipers": [
      "Viperidae", "Daboia", "Daboia russelii", "Echis", "Echis carinatus", "Echis mitis",
    ],
    "Daboia russelii": ["Daboia russelii"], "option 1": ["option 1"],
    "Lycodon": ["Lycodon", "Lycodon aulicus", "Lycodon striatus"],
  ]

  private func matches(
    _ plain: Plain, _ fields: Fields, _ house: House, _ places: Fields, isSearch: Bool = false
  ) -> Bool {
    let taxa = isSearch ? plain.taxa : plain.taxa.union(plain.weighed)
    let person = fields["person"].flatMap { handle in
      (house.experts + [house.asker, house.steward]).first { $0.member.handle == handle }
    }
    let place = plain.question.flatMap { places[$0] }
    let holders = place.map { [$0, String($0.prefix(2)), $0.hasPrefix("IN") ? "142" : $0] } ?? []
    return fields["kind"].map { $0 == plain.kind } ?? true
      && fields["question"].map { $0 == plain.question } ?? true
      && (fields["person"] == nil || plain.persons.contains(person?.member.id.text ?? "?"))
      && fields["taxon"].map { !taxa.isDisjoint(with: Self.below[$0] ?? []) } ?? true
      && fields["rule"].map { $0 == plain.rule } ?? true
      && fields["place"].map(holders.contains) ?? true
      && fields["from"].map { plain.at >= $0 } ?? true
      && fields["to"].map { plain.at <= $0 } ?? true
  }

  private func draw(
    _ chance: inout Chance, _ plains: [Plain], known: [String]
  ) -> Fields {
    func pick<Element>(_ elements: [Element]) -> Element { elements[chance.below(elements.count)] }
    var fields: Fields = [:]
    let values: [String: [String]] = [
      "kind": [
        "answerGiven", "consensusReached", "memberJoined", "ruleAdopted", "questionAsked",
        "assignmentsLapsed", "skillsMoved", "leasesReminded",
      ],
      "person": ["expert-0", "expert-1", "farah", "tomas"], "place": ["IN", "IN-KA", "142", "BR"],
      "taxon": Self.below.keys.sorted(), "rule": ["3", "no such"],
      "question": plains.compactMap(\.question), "from": plains.map(\.at), "to": plains.map(\.at),
      "subject": ["snakes", "workshop"],
    ]
    for name in known where chance.below(4) == 0 { fields[name] = values[name].map(pick) }
    return fields
  }

  @Test(arguments: 1...3) func `every filter finds what is there`(seed: UInt64) async throws {
    let house = try await House(seed: seed, experts: 7)
    var history = RandomHistory(house, seed: seed)
    try await history.run(120)
    let hits = try await compare(house, seed: seed, reader: house.auditor, sealed: [])
    #expect(hits > 50, "seed \(seed)")
  }

  @Test(arguments: 1...3)
  func `every filter finds all that is not sealed`(seed: UInt64) async throws {
    let house = try await House(seed: seed, experts: 7)
    var history = RandomHistory(house, seed: seed)
    try await history.run(60)
    let open = try await house.ask(.whenever)
    let others = try await house.asked(open)
    _ = try await house.desk.answer(others[0], open, NewAnswer(taxon: "Echis"))
    try await history.run(60)
    let joined = try await house.desk.join(
      house.steward,
      NewMember(
        handle: "both", name: "Both", roles: [.auditor, .expert], subjects: [ID("snakes")],
        home: try Place("IN")))
    let reader = try await house.desk.caller(token: joined.token)
    let sealed = try await house.archive.read { try $0.questions(RecordFilter()) }
      .filter { $0.isOpen && $0.subject == ID("snakes") }.map(\.id.text)
    #expect(!sealed.isEmpty)
    let hits = try await compare(house, seed: seed, reader: reader, sealed: Set(sealed))
    #expect(hits > 30, "seed \(seed)")
  }

  /// Reads by thirty queries, page by page, what a reader may see, and compares it with all that is
  /// there.
  ///
  /// - Returns: how many entries were to be found.
  private func compare(
    _ house: House, seed: UInt64, reader: Caller, sealed: Set<String>
  ) async throws -> Int {
    let plains = try Plain.all(
      await house.archive.read { try $0.entries(0..<$0.ledgerSize()) })
    let places = try await places(house)
    var chance = Chance(seed: seed)
    var hits = 0
    for round in 0..<30 {
      var fields = draw(
        &chance, plains,
        known: ["kind", "person", "place", "taxon", "rule", "question", "from", "to"])
      if fields["taxon"] == "option 1", !plains.contains(where: { $0.taxa.contains("option 1") }) {
        continue
      }
      if let id = fields["question"], sealed.contains(id) {
        let query = try LedgerQuery(fields, known: LedgerQuery.entryFields)
        #expect(await refusal { _ = try await house.desk.history(reader, query) } == .sealed)
        continue
      }
      let isCovered = { (plain: Plain) in plain.question.map(sealed.contains) ?? false }
      let wanted = plains.filter { matches($0, fields, house, places) && !isCovered($0) }
        .map(\.index)
      // What is sealed is told of by the way to the next entry, whatever it says.
      let way = fields.filter { ["from", "to"].contains($0.key) }
      let covered = plains.filter {
        isCovered($0) && fields["question"] == nil && matches($0, way, house, places)
      }.map(\.index)
      hits += wanted.count
      for order in LedgerQuery.Order.allCases {
        fields["order"] = order.rawValue
        let limit = 1 + chance.below(40)
        fields["limit"] = String(limit)
        var found: [Int] = []
        let ordered = order == .latest ? wanted.reversed() : wanted
        repeat {
          let query = try LedgerQuery(fields, known: LedgerQuery.entryFields)
          let page = try await house.desk.history(reader, query)
          let end = ordered.dropFirst(found.count + limit).first
          let isAny = covered.contains { place in
            func isBefore(_ one: Int, _ other: Int?) -> Bool {
              other.map { order == .latest ? $0 < one : one < $0 } ?? true
            }
            return isBefore(place, end) && (found.last.map { !isBefore(place, $0) } ?? true)
          }
          #expect(page.sealed == isAny, "seed \(seed) round \(round): \(fields)")
          found += page.items.map(\.index)
          fields["cursor"] = page.next.map(String.init)
        } while fields["cursor"] != nil
        #expect(found == ordered, "seed \(seed) round \(round): \(fields)")
      }
    }
    return hits
  }

  @Test(arguments: 1...3) func `every search finds what is there`(seed: UInt64) async throws {
    let house = try await House(seed: seed, experts: 7)
    var history = RandomHistory(house, seed: seed)
    try await history.run(120)
    let plains = try Plain.all(
      await house.archive.read { try $0.entries(0..<$0.ledgerSize()) })
    let places = try await places(house)
    let questions = try await house.archive.read { try $0.questions(RecordFilter()) }
    var chance = Chance(seed: seed)
    for round in 0..<30 {
      var fields = draw(
        &chance, plains, known: ["subject", "person", "place", "taxon", "rule", "from", "to"])
      let isChoice = fields["taxon"] == "option 1"
      if isChoice, !plains.contains(where: { $0.taxa.contains("option 1") }) { continue }
      let wanted = questions.filter { question in
        let own = plains.filter { $0.question == question.id.text }
        let each = ["person", "place", "taxon", "rule"].allSatisfy { name in
          fields[name].map { value in
            own.contains { matches($0, [name: value], house, places, isSearch: true) }
          } ?? true
        }
        return each && fields["subject"].map { $0 == question.subject.text } ?? true
          && fields["from"].map { question.askedAt.text >= $0 } ?? true
          && fields["to"].map { question.askedAt.text <= $0 } ?? true
      }.map(\.id.text).sorted(by: >)
      fields["limit"] = String(1 + chance.below(6))
      var found: [String] = []
      repeat {
        let query = try LedgerQuery(fields, known: LedgerQuery.questionFields)
        let page = try await house.desk.search(house.auditor, query)
        found += page.items.map(\.id)
        fields["before"] = page.next
      } while fields["before"] != nil
      #expect(found == wanted, "seed \(seed) round \(round): \(fields)")
    }
  }

  private func places(_ house: House) async throws -> Fields {
    let questions = try await house.archive.read { try $0.questions(RecordFilter()) }
    return Dictionary(
      questions.compactMap { question in question.place.map { (question.id.text, $0.code) } },
      uniquingKeysWith: { $1 })
  }

  @Test func `what nobody knows is refused, and so is a misspelt word`() async throws {
    let house = try await House()
    for (fields, field) in [
      (["persn": "x"], "persn"), (["kind": "answer"], "kind"), (["from": "yesterday"], "from"),
      (["to": "2026-13-01"], "to"), (["limit": "0"], "limit"), (["limit": "501"], "limit"),
      (["order": "random"], "order"), (["cursor": "-1"], "cursor"), (["cursor": "+1"], "cursor"),
    ] {
      let refused = refusal { _ = try LedgerQuery(fields, known: LedgerQuery.entryFields) }
      #expect(refused?.field == field, "\(fields)")
    }
    #expect(refusal { _ = try LedgerQuery(["place": "XX"], known: ["place"]) }?.field == "place")
    for (fields, code) in [
      (["person": "nobody"], "not-found"), (["taxon": "Vipera"], "unknown-taxon"),
      (["question": "q-none"], "not-found"),
    ] {
      let query = try LedgerQuery(fields, known: LedgerQuery.entryFields)
      #expect(
        await refusal { _ = try await house.desk.history(house.auditor, query) }?.code == code)
    }
    let birds = try LedgerQuery(["subject": "birds"], known: LedgerQuery.questionFields)
    #expect(
      await refusal { _ = try await house.desk.search(house.auditor, birds) }?.code == "not-found")
    let plain = try LedgerQuery([:], known: [])
    for caller in [house.asker, house.experts[0]] {
      #expect(
        await refusal { _ = try await house.desk.history(caller, plain) }?.sort == .notAllowed)
      #expect(
        await refusal { _ = try await house.desk.search(caller, plain) }?.sort == .notAllowed)
      #expect(await refusal { _ = try await house.desk.entry(caller, index: 0) } != nil)
    }
    #expect(await refusal { _ = try await house.desk.entry(house.auditor, index: -1) } != nil)
    #expect(try await house.desk.entry(house.auditor, index: 0).kind == "communityFounded")
  }

  @Test func `whoever may yet be asked learns nothing`() async throws {
    let house = try await House(experts: 4)
    let both = NewMember(
      handle: "both", name: "Both", roles: [.auditor, .expert], subjects: [ID("snakes")],
      home: try Place("IN"), languages: [])
    let reader = try await house.desk.caller(token: house.desk.join(house.steward, both).token)
    let id = try await house.ask(.whenever)
    let expert = try #require(try await house.asked(id).first { $0.member.handle != "both" })
    _ = try await house.desk.answer(
      expert, id, NewAnswer(taxon: "Daboia", confidence: .sure, note: nil, acceptsLate: false))
    let all = try LedgerQuery(["question": id.text], known: LedgerQuery.entryFields)
    #expect(await refusal { _ = try await house.desk.history(reader, all) } == .sealed)
    let open = try await house.desk.history(house.auditor, all)
    #expect(open.items.contains { $0.kind == "answerGiven" } && !open.sealed)
    let index = try #require(open.items.first).index
    #expect(await refusal { _ = try await house.desk.entry(reader, index: index) } != nil)
    let taxon = try LedgerQuery(["taxon": "Daboia"], known: LedgerQuery.questionFields)
    #expect(try await house.desk.search(reader, taxon).items.isEmpty)
    #expect(try await house.desk.search(house.auditor, taxon).items.map(\.id) == [id.text])
  }
}
