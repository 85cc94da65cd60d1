import Testing
import WitanTesting

@testable import Witan

/// Who may do what; what is refused changes nothing.
@Suite struct PermissionTests {
  /// One verb of the desk, and the roles that may use it.
  private struct Verb: Sendable {
    let name: String
    let roles: Set<Role>
    let run: @Sendable (House, Caller, ID<Question>) async throws -> Void
  }

  private static let verbs: [Verb] = [
    Verb(name: "ask", roles: [.asker, .steward]) { house, caller, _ in
      _ = try await house.desk.ask(caller, NewQuestion(subject: "snakes", text: "What?"))
    },
    Verb(name: "ask with a known answer", roles: [.steward]) { house, caller, _ in
      let new = NewQuestion(subject: "snakes", text: "What?", known: "Daboia")
      _ = try await house.desk.ask(caller, new)
    },
    Verb(name: "ask for a promise", roles: [.asker, .steward]) { house, caller, _ in
      _ = try await house.desk.promise(caller, NewQuestion(subject: "snakes", text: "What?"))
    },
    Verb(name: "score promises", roles: [.steward, .auditor]) { house, caller, _ in
      _ = try await house.desk.promiseScore(caller, subject: nil)
    },
    Verb(name: "set the emergency text", roles: [.steward]) { house, caller, _ in
      _ = try await house.desk.setEmergencyText(caller, "Call 112.")
    },
    Verb(name: "add an option", roles: [.expert, .steward]) { house, caller, id in
      _ = try await house.desk.addOption(caller, id, "another")
    },
    Verb(name: "queue", roles: [.expert]) { house, caller, _ in
      _ = try await house.desk.queue(caller)
    },
    Verb(name: "take", roles: [.expert]) { house, caller, id in
      _ = try await house.desk.take(caller, id)
    },
    Verb(name: "answer", roles: [.expert]) { house, caller, id in
      _ = try await house.desk.answer(caller, id, NewAnswer(taxon: nil))
    },
    Verb(name: "pass", roles: [.expert]) { house, caller, id in
      _ = try await house.desk.pass(caller, id, reason: .noTime)
    },
    Verb(name: "record an outcome", roles: [.steward]) { house, caller, id in
      _ = try await house.desk.recordOutcome(caller, id, taxon: "Daboia", ground: "seen")
    },
    Verb(name: "define a subject", roles: [.steward]) { house, caller, _ in
      _ = try await house.desk.defineSubject(caller, id: "birds", title: "Birds", taxonomy: nil)
    },
    Verb(name: "add a member", roles: [.steward]) { house, caller, _ in
      _ = try await house.desk.join(
        caller, NewMember(handle: "new-one", name: "New", roles: [.asker]))
    },
    Verb(name: "make another's token", roles: [.steward]) { house, caller, _ in
      _ = try await house.desk.issueToken(caller, handle: "expert-0", label: "phone")
    },
    Verb(name: "list another's tokens", roles: [.steward, .auditor]) { house, caller, _ in
      _ = try await house.desk.tokens(caller, handle: "expert-0")
    },
    Verb(name: "change roles", roles: [.steward]) { house, caller, _ in
      _ = try await house.desk.setRoles(caller, handle: "farah", [.asker])
    },
    Verb(name: "invite", roles: [.steward]) { house, caller, _ in
      _ = try await house.desk.invite(caller, NewInvitation(roles: [.asker]))
    },
    Verb(name: "list invitations", roles: [.steward, .auditor]) { house, caller, _ in
      _ = try await house.desk.invitations(caller)
    },
    Verb(name: "withdraw an invitation", roles: [.steward]) { house, caller, _ in
      _ = try await house.desk.withdraw(caller, invitation: "i-none")
    },
    Verb(name: "make another's link to sign in", roles: [.steward]) { house, caller, _ in
      _ = try await house.desk.signInLink(caller, handle: "expert-0")
    },
    Verb(name: "list members", roles: [.steward, .auditor]) { house, caller, _ in
      _ = try await house.desk.members(caller)
    },
    Verb(name: "show another member", roles: [.steward, .auditor]) { house, caller, _ in
      _ = try await house.desk.member(caller, handle: "expert-0")
    },
    Verb(name: "history", roles: [.steward, .auditor]) { house, caller, id in
      _ = try await house.desk.history(caller, id)
    },
    Verb(name: "explain", roles: [.steward, .auditor]) { house, caller, id in
      _ = try await house.desk.explain(caller, id)
    },
    Verb(name: "verify", roles: [.steward, .auditor]) { house, caller, _ in
      _ = try await house.desk.verify(caller)
    },
    Verb(name: "back up", roles: [.steward]) { house, caller, _ in
      _ = try await house.desk.backup(caller, named: nil)
    },
  ]

  @Test func `each verb is refused to every role that has no right to it`() async throws {
    let house = try await House(experts: 4)
    let id = try await house.ask()
    let callers: [(Role, Caller)] = [
      (.asker, house.asker), (.expert, house.experts[3]), (.auditor, house.auditor),
      (.steward, house.steward),
    ]
    for verb in Self.verbs {
      for (role, caller) in callers {
        let before = try await house.everything()
        let refused = await refusal { try await verb.run(house, caller, id) }
        if verb.roles.contains(role) {
          #expect(
            refused.map { "\($0)" }?.contains("needs the role") != true, "\(verb.name) \(role)")
        } else {
          #expect(
            refused?.sort == .notAllowed, "\(verb.name) \(role): \(String(describing: refused))")
        }
        if refused != nil {
          #expect(try await house.everything() == before, "\(verb.name) \(role)")
        }
      }
    }
  }

  @Test func `an unknown, malformed or foreign token is not signed in`() async throws {
    let house = try await House()
    let other = try await House(seed: 2)
    let foreign = try await other.desk.issueToken(other.steward, handle: "tomas", label: "x").token
    for token in [
      "", "wt_", "nonsense", "wt_" + String(repeating: "0", count: 32), foreign,
      "wt_" + String(repeating: "x", count: 1_000),
    ] {
      #expect(await refusal { _ = try await house.desk.caller(token: token) } == .notSignedIn)
    }
    let token = try await house.desk.issueToken(house.asker, handle: "farah", label: "phone").token
    #expect(try await house.desk.caller(token: token).member == house.asker.member)
    #expect(try await house.desk.caller(handle: nil).member == house.steward.member)
    #expect(try await house.desk.caller(handle: "ines").member == house.auditor.member)
    #expect(await refusal { _ = try await house.desk.caller(handle: "nobody") }?.sort == .notFound)
  }

  @Test func `whether a handle exists is not told to plain members`() async throws {
    let house = try await House()
    for handle in ["tomas", "nobody-here"] {
      let token = await refusal {
        _ = try await house.desk.issueToken(house.asker, handle: handle, label: "x")
      }
      #expect(token?.sort == .notAllowed)
      #expect(
        await refusal { _ = try await house.desk.member(house.asker, handle: handle) }?.sort
          == .notAllowed)
    }
  }

  @Test func `for those whom it does not concern a question does not exist`() async throws {
    let house = try await House(experts: 9)
    let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 1, 2, 3]
    let id = try await house.ask(photos: [photo])
    let asked = try await house.asked(id)
    let name = try #require(try await house.desk.show(house.asker, id).photos.first)
    for caller in try await house.unasked(id) {
      #expect(await refusal { _ = try await house.desk.show(caller, id) }?.sort == .notFound)
      #expect(await refusal { _ = try await house.desk.photo(caller, id, name) }?.sort == .notFound)
      #expect(try await house.desk.questions(caller, before: nil, limit: 10).isEmpty)
      let answer = NewAnswer(taxon: "Echis")
      #expect(
        await refusal { _ = try await house.desk.answer(caller, id, answer) }?.code
          == "not-found")
      for sort in [
        await refusal { _ = try await house.desk.take(caller, id) },
        await refusal { _ = try await house.desk.pass(caller, id, reason: .noTime) },
        await refusal { _ = try await house.desk.extend(caller, id) },
        await refusal { _ = try await house.desk.addOption(caller, id, "x") },
        await refusal { _ = try await house.desk.photo(caller, id, "none.jpg") },
      ] {
        #expect(sort == .notFound(kind: "question", name: id.text))
      }
    }
    for caller in asked + [house.asker, house.auditor, house.steward] {
      #expect(try await house.desk.photo(caller, id, name).bytes == photo)
      #expect(
        await refusal { _ = try await house.desk.photo(caller, id, "../" + name) }?.sort
          == .notFound)
    }
    #expect(
      await refusal {
        _ = try await house.desk.show(house.steward, ID("q-none"))
      }?.sort == .notFound)
  }

  @Test func `a name is of letters that are seen, and of one script a word`() async throws {
    let house = try await House()
    func join(_ name: String, _ number: Int) async -> Refusal? {
      await refusal {
        let person = NewMember(handle: "person-\(number)", name: name, roles: [.asker])
        _ = try await house.desk.join(house.steward, person)
      }
    }
    let unseen = [
      "Asha Kulkarni\u{200D}", "Asha\u{200D}Kulkarni", "As\u{34F}ha", "Asha\u{FE0F}",
      "Asha\u{180B}",
      "Asha\u{17B4}", "Asha\u{2800}Kul", "Asha\u{2028}x", "As\u{AD}ha", "\u{202E}Asha",
      "Asha\u{3164}",
    ]
    let mixed = [
      "\u{531}sha", "Asha\u{585}", "\u{13AA}sha Kulkarni", "\u{410}sha", "\u{391}sha", "Ash\u{430}",
      "\u{1D400}sha", "\u{FF21}sha", "Ash\u{251} Kulkarni",
    ]
    for (number, name) in (unseen + mixed).enumerated() {
      #expect(await join(name, number) != nil, "\(name) \(name.unicodeScalars.map(\.value))")
    }
    let good = [
      "Asha Kulkarni", "Zoë O’Brien-Núñez", "आशा कुलकर्णी", "क्\u{200D}ष", "ஆஷா", "আশা", "علی\u{200C}رضا",
      "Алиса Ivanova", "Αλίκη", "王小明", "アシャ・クルカルニ", "김아샤", "Ngọc Ánh", "Ɓala Ɗan", "נועה", "አሻ",
      "Հայկ",
    ]
    for (number, name) in good.enumerated() {
      #expect(await join(name, 100 + number) == nil, "\(name)")
    }
  }

  @Test func `malformed members, subjects, questions and foundations change nothing`() async throws
  {
    let house = try await House()
    let before = try await house.everything()
    let (desk, steward, asker) = (house.desk, house.steward, house.asker)
    let good = NewMember(handle: "good", name: "Good", roles: [.asker])
    var people = [NewMember](repeating: good, count: 9)
    (people[0].handle, people[1].handle, people[2].handle) = ("X", "ines", "9lives")
    (people[3].name, people[4].name) = ("", "two\nlines")
    (people[5].roles, people[6].roles) = ([], [.expert])
    people[7].subjects = [ID("birds")]
    people[8].availability = Availability(zone: "Mars/Olympus")
    for person in people {
      #expect(await refusal { _ = try await desk.join(steward, person) } != nil, "\(person)")
    }
    let questions: [NewQuestion] = [
      NewQuestion(subject: "birds", text: "What?"), NewQuestion(subject: "snakes", text: " \n "),
      NewQuestion(subject: "snakes", text: "a\u{7}b"),
      NewQuestion(subject: "snakes", text: String(repeating: "é", count: 2_001)),
      NewQuestion(subject: "snakes", text: "What?", place: "ZZ"),
      NewQuestion(subject: "snakes", text: "What?", options: ["a", "b"]),
      NewQuestion(subject: "workshop", text: "What?"),
      NewQuestion(subject: "workshop", text: "What?", options: ["only"]),
      NewQuestion(subject: "workshop", text: "What?", options: ["same", " SAME "]),
      NewQuestion(subject: "workshop", text: "What?", options: ["a", ""]),
      NewQuestion(subject: "workshop", text: "What?", options: (0...64).map { "o\($0)" }),
    ]
    for question in questions {
      #expect(await refusal { _ = try await desk.ask(asker, question) } != nil, "\(question)")
    }
    for known in ["Felis", "Serpentes", ""] {
      let new = NewQuestion(subject: "snakes", text: "What?", known: known)
      #expect(await refusal { _ = try await desk.ask(steward, new) } != nil, "\(known)")
    }
    let plain = NewQuestion(subject: "snakes", text: "What?")
    let photo: [UInt8] = [0xFF, 0xD8, 0xFF]
    for photos in [[[1, 2, 3]], [[UInt8]](repeating: photo, count: 5)] {
      #expect(await refusal { _ = try await desk.ask(asker, plain, photos: photos) } != nil)
    }
    for (id, csv) in [("X", nil), ("snakes", nil), ("workshop", Sample.csv), ("birds", "nonsense")]
    {
      #expect(
        await refusal {
          _ = try await desk.defineSubject(
            steward, id: id, title: "T", taxonomy: csv.map { Array($0.utf8) })
        } != nil, "\(id)")
    }
    #expect(try await house.everything() == before)
  }

  @Test func `a community is founded once, by a steward, with a key of its name`() async throws {
    let house = try await House()
    let key = try await house.archive.read { try $0.community().verifierKey }
    let steward = NewMember(handle: "tomas", name: "Tomas", roles: [.steward])
    func found(
      _ archive: any Archive, origin: String = House.origin, key: String, _ steward: NewMember
    ) async -> Refusal? {
      let desk = Desk(archive: archive, world: house.told.world, lab: PlainLab())
      return await refusal {
        _ = try await desk.found(
          ID("demo"), title: "Demo", origin: origin, verifierKey: key, steward: steward)
      }
    }
    #expect(await found(house.archive, key: key, steward)?.code == "exists")
    let empty = MemoryArchive()
    #expect(await found(empty, origin: "", key: key, steward)?.field == "origin")
    #expect(await found(empty, origin: "other.example", key: key, steward)?.field == "origin")
    #expect(await found(empty, key: "nonsense", steward)?.field == "origin")
    var powerless = steward
    powerless.roles = [.asker]
    #expect(await found(empty, key: key, powerless)?.field == "roles")
    #expect(try await empty.read { try $0.ledgerSize() } == 0)
    #expect(await found(empty, key: key, steward) == nil)
  }
}
