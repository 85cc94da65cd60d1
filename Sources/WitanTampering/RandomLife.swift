import Ledger
import Witan
import WitanSQLite
import WitanTesting

/// Random verbs of random people at random times, sensible and not.
struct RandomLife {
  let told: ToldWorld
  var chance: Chance
  var questions: [ID<Question>] = []
  /// The questions of the season; see `RandomLife+Scenes`.
  var seasonal: [ID<Question>] = []
  private(set) var stewards: [Caller] = []
  private(set) var auditors: [Caller] = []
  private(set) var askers: [Caller] = []
  private(set) var experts: [Caller] = []
  /// The handles of those who came by an invitation.
  var guests: [String] = []
  private var rules = 0

  /// Names with letters that have canonically equivalent spellings, as some attacks need.
  private static let taxonomy = """
    taxon,rank,parent,action,countries,names,synonyms
    Serpentes,suborder,,,,en:Snakes,
    Viperidae,family,Serpentes,dangerous,,en:Vipers,
    Kobra naïve,species,Viperidae,,IN LK,en:Kobra,Vipera naïve
    Kobra K,species,Viperidae,,IN IR,en:Saw-scaled Kobra,
    Colubridae,family,Serpentes,harmless,,en:Colubrids,
    Élaphe,genus,Colubridae,,,,
    Élaphe une,species,Élaphe,,IN,en:Wolf Snake,
    Élaphe deux,species,Élaphe,,UZ,en:Northern Wolf Snake,

    """

  /// Nobody yet; `found` or `find` comes first.
  init(told: ToldWorld, seed: UInt64) {
    self.told = told
    chance = Chance(seed: seed)
  }

  private func desk(_ archive: SQLiteArchive) -> Desk {
    Desk(archive: archive, world: told.world, lab: PlainLab())
  }

  /// Founds a community and fills it with people; closes the archive.
  mutating func found(_ archive: SQLiteArchive, _ signer: NoteSigner) async throws {
    let desk = desk(archive)
    let token = try await desk.found(
      archive.community, title: "Made up", origin: signer.name, verifierKey: signer.verifier.key,
      steward: NewMember(handle: "steward-0", name: "Kim", roles: [.steward])
    ).token
    let steward = try await desk.caller(token: token)
    _ = try await desk.defineSubject(
      steward, id: "snakes", title: "Snakes", taxonomy: Array(Self.taxonomy.utf8))
    _ = try await desk.defineSubject(steward, id: "workshop", title: "Workshop", taxonomy: nil)
    let roles: [(String, [Role])] =
      [("steward-1", [.steward]), ("auditor-0", [.auditor]), ("asker-0", [.asker])]
      + (0..<5 + chance.below(3)).map { ("expert-\($0)", $0 == 0 ? [.expert, .asker] : [.expert]) }
    for (handle, roles) in roles {
      let person = NewMember(
        handle: handle, name: "Name of \(handle)", roles: roles,
        subjects: roles.contains(.expert) ? [ID("snakes"), ID("workshop")] : [],
        home: try Place("IN"), languages: ["en"])
      _ = try await desk.join(steward, person)
    }
    try await find(on: archive)
    try await archive.close()
  }

  /// Finds the people and questions of a community that is there.
  mutating func find(on archive: SQLiteArchive) async throws {
    let desk = desk(archive)
    let steward = try await desk.caller(handle: nil)
    (stewards, auditors, askers, experts) = ([], [], [], [])
    for sheet in try await desk.members(steward) {
      let caller = try await desk.caller(handle: sheet.handle)
      let roles = caller.member.roles
      if roles.contains(.steward) { stewards.append(caller) }
      if roles.contains(.auditor) { auditors.append(caller) }
      if roles.contains(.asker) { askers.append(caller) }
      if roles.contains(.expert) { experts.append(caller) }
    }
    questions = try await archive.read { try $0.records(.question, RecordFilter()) }
      .map { ID($0.key) }
  }

  /// Replaces the ledger's key; closes the archive.
  mutating func rotate(
    _ archive: SQLiteArchive, from old: NoteSigner, to new: NoteSigner
  ) async throws {
    _ = try await desk(archive).rotateKey(stewards[0], from: old, to: new)
    try await archive.close()
  }

  /// What comes in every life, as attacks need it: something of the phase before is erased, a truth
  /// is told, what takes several people, roles change, a question is held. Closes the archive.
  mutating func live(through phase: Int, on archive: SQLiteArchive) async throws {
    let desk = desk(archive)
    let handle = pick(experts).member.handle ?? ""
    for id in questions.prefix(4 * phase) {
      let sheet = try await desk.show(stewards[0], id)
      let targets =
        [.text(of: id)] + sheet.photos.prefix(1).map { ErasureTarget.photo(of: id, name: $0) }
      do {
        if phase == 1 { _ = try await desk.erase(stewards[0], pick(targets), ground: "At a wish") }
        _ = try await desk.recordOutcome(
          stewards[0], id, taxon: taxon(isThing: sheet.subject == "snakes"), ground: "a voucher")
      } catch is Refusal {}
    }
    do {
      if phase == 1 { try await middle(desk) } else { try await end(desk) }
      _ = try await desk.setRoles(stewards[0], handle: handle, [.asker, .expert])
      guard phase == 2, let id = questions.last else { return try await archive.close() }
      _ = try await desk.hold(stewards[0], .question(id), ground: "Court order")
    } catch is Refusal {}
    try await archive.close()
  }

  /// Does so many verbs, throws only what is no refusal, gives the checkpoint and closes.
  mutating func run(_ count: Int, on archive: SQLiteArchive) async throws -> String {
    let desk = desk(archive)
    for _ in 0..<count {
      do { try await step(desk) } catch is Refusal {}
    }
    let note = try await desk.checkpoint()
    try await archive.close()
    return note
  }

  /// One of several.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[chance.below(elements.count)]
  }

  private mutating func step(_ desk: Desk) async throws {
    guard !questions.isEmpty, chance.below(8) > 0 else { return try await ask(desk) }
    let id = pick(Array(questions.suffix(6)))
    switch chance.below(31) {
    case 0: _ = try await desk.pass(pick(experts), id, reason: pick(PassReason.allCases))
    case 1: _ = try await desk.take(pick(experts))
    // What is open to all, whoever comes.
    case 24: for expert in experts { _ = try? await desk.take(expert, id) }
    case 25, 26: try await view(desk, id)
    case 27: try await hold(desk, id)
    case 28, 29: try await erase(desk, pick(questions))
    case 30: try await ofMembers(desk)
    case 2: _ = try await desk.addOption(pick(experts), id, "option \(chance.below(9))")
    case 3, 4, 5:
      _ = try await desk.recordOutcome(
        pick(stewards), pick(questions), taxon: taxon(), ground: "seen by a specialist")
    case 6, 7, 8:
      told.advance(milliseconds: pick([999, 40_000, 160_000, 7_000_000, 90_000_000]))
      _ = try await desk.tick()
    case 9: _ = try await desk.extend(pick(experts), id)
    case 10:
      let heir = pick(experts).member.handle ?? ""
      _ = try await desk.handOver(
        pick(experts), id, to: heir, reason: pick(HandOverReason.allCases))
    case 11:
      _ = try await desk.addPhotos(
        pick(askers), id, [photo()], keepsOriginals: chance.below(2) == 0)
    case 12, 14: try await steward(desk, id)
    case 13: _ = try await desk.acknowledge(pick(askers), pick(questions))
    default: try await answer(desk, id)
    }
  }

  private mutating func steward(_ desk: Desk, _ id: ID<Question>) async throws {
    let handle = pick(experts).member.handle ?? ""
    switch chance.below(9) {
    case 0:
      _ = try await desk.steer(
        pick(stewards), id, pick(RouteWish.allCases), handle: handle, ground: "as it is near")
    case 1:
      _ = try await desk.setEmergencyText(pick(stewards), "Call \(chance.below(1_000)).")
    case 2:
      _ = try await desk.setAvailability(
        pick(stewards), handle: handle,
        Availability(zone: "Asia/Kolkata", quiet: "23:00-0\(chance.below(9)):30"))
    case 3: _ = try await desk.issueToken(pick(stewards), handle: handle, label: "phone")
    case 4:
      let roles: [Role] = pick([[.expert], [.asker, .expert]])
      _ = try await desk.setRoles(pick(stewards), handle: handle, roles)
    case 5: try await invite(desk)
    default:
      guard stewards.count > 1 else { return }
      var rule = Rule.first
      rules += 1
      rule.version = "own-\(rules)"
      (rule.questionsPerEstimate, rule.foundingQuestions) = (3, 2)
      let sheet = try await desk.propose(stewards[0], rule)
      guard let proposal = sheet.proposal else { return }
      _ = try await desk.approve(stewards[1], ID(proposal.id))
    }
  }

  private mutating func invite(_ desk: Desk) async throws {
    let steward = pick(stewards)
    let (code, sheet) = try await desk.invite(steward, NewInvitation(roles: [.asker]))
    if chance.below(3) == 0 {
      _ = try await desk.withdraw(steward, invitation: sheet.id)
    } else {
      let guest = NewMember(handle: "guest-\(chance.below(999))", name: "Guest", roles: [])
      _ = try await desk.accept(code: code, guest, withToken: chance.below(2) == 0)
      guests.append(guest.handle)
    }
  }

  private mutating func ask(_ desk: Desk) async throws {
    let isThing = chance.below(4) > 0
    let isKnown = chance.below(4) == 0
    let new = NewQuestion(
      subject: isThing ? "snakes" : "workshop", text: "Question \(chance.below(1_000))?",
      place: pick([nil, "IN", "IN-KA", "LK"]), urgency: pick(Urgency.allCases),
      options: isThing ? [] : (0..<2 + chance.below(3)).map { "option \($0)" },
      known: isKnown ? (isThing ? "Kobra naïve" : "option 1") : nil,
      spot: isKnown || chance.below(3) > 0 ? nil : "12.\(chance.below(9_000)),77.5946")
    let photos = (0..<chance.below(3)).map { _ in photo() }
    let sheet = try await desk.ask(
      pick(isKnown ? stewards : askers), new, photos: photos,
      keepsOriginals: chance.below(3) == 0)
    questions.append(ID(sheet.id))
  }

  /// Bytes that begin as a photo does and pack or not, as chance will.
  mutating func photo() -> [UInt8] {
    let isPlain = chance.below(2) == 0
    return [0xFF, 0xD8, 0xFF]
      + (0..<40 + chance.below(300)).map { _ in UInt8(chance.below(isPlain ? 3 : 256)) }
  }

  private mutating func answer(_ desk: Desk, _ id: ID<Question>) async throws {
    let sheet = try await desk.show(stewards[0], id)
    let waiting = Set((sheet.assignments ?? []).map(\.expert))
    let asked = experts.filter { waiting.contains($0.member.handle ?? "") }
    let expert = asked.isEmpty ? pick(experts) : pick(asked)
    _ = try await desk.answer(
      expert, id,
      NewAnswer(
        taxon: chance.below(8) == 0 ? nil : taxon(isThing: sheet.subject == "snakes"),
        confidence: pick(Confidence.allCases),
        note: chance.below(4) == 0 ? "by the scales, Kaa" : nil,
        acceptsLate: chance.below(2) == 0))
  }

  private mutating func taxon(isThing: Bool = true) -> String {
    isThing
      ? pick(["Kobra naïve", "Kobra naïve", "Kobra naïve", "Kobra K", "Viperidae", "Élaphe une"])
      : pick(["option 0", "option 1", "option 1"])
  }
}
