import Witan
import WitanTesting

/// What takes several people and some time, and would come about by chance too seldom.
extension RandomLife {
  /// The scenes of the middle of a life: a season, a night, a better photo.
  mutating func middle(_ desk: Desk) async throws {
    do { try await season(desk) } catch is Refusal {}
    do { try await night(desk) } catch is Refusal {}
    do { try await betterPhoto(desk) } catch is Refusal {}
  }

  /// The scenes of its end: what the season taught falls, and the house is put in order.
  mutating func end(_ desk: Desk) async throws {
    do { try await fall(desk) } catch is Refusal {}
    do { try await housekeeping(desk) } catch is Refusal {}
    do { try await watching(desk) } catch is Refusal {}
    do { try await workshop(desk) } catch is Refusal {}
  }

  /// Six questions that all answer alike, under a rule by which that is enough for an estimate of
  /// the skills, and so for badges.
  private mutating func season(_ desk: Desk) async throws {
    var rule = Rule.first
    rule.version = "season"
    (rule.questionsPerEstimate, rule.foundingQuestions) = (3, 40)
    let proposed = try await desk.propose(stewards[0], rule)
    if let proposal = proposed.proposal {
      _ = try await desk.approve(stewards[1], ID(proposal.id))
    }
    try await everybodyAwake(desk)
    for _ in 0..<6 {
      let id = try await ask(desk, .today)
      seasonal.append(id)
      for _ in 0..<20 where try await desk.show(stewards[0], id).phase.isOpen {
        for expert in try await asked(desk, id) {
          _ = try? await desk.answer(expert, id, NewAnswer(taxon: "Kobra naïve", confidence: .sure))
        }
        told.advance(seconds: 901)
        _ = try await desk.tick()
      }
    }
  }

  /// Everybody sleeps, so a question is open to all; somebody who is up takes it, needs more time
  /// for it, and answers.
  private mutating func night(_ desk: Desk) async throws {
    for expert in experts { try await sleep(desk, expert, hours: 3) }
    let id = try await ask(desk, .today)
    for expert in experts {
      guard (try? await desk.take(expert, id)) != nil else { continue }
      told.advance(seconds: 500)
      _ = try await desk.extend(expert, id)
      _ = try await desk.answer(expert, id, NewAnswer(taxon: "Kobra K", confidence: .think))
      break
    }
    try await everybodyAwake(desk)
  }

  /// Somebody wishes for a better photo, and sleeps when it comes.
  private mutating func betterPhoto(_ desk: Desk) async throws {
    let id = try await ask(desk, .whenever)
    guard let wisher = try await asked(desk, id).first else { return }
    _ = try await desk.pass(wisher, id, reason: .photoTooPoor)
    try await sleep(desk, wisher, hours: 1)
    _ = try await desk.addPhotos(askers[0], id, [photo()], keepsOriginals: true)
    told.advance(seconds: 7_200)
    _ = try await desk.tick()
  }

  /// A specialist saw what the season's questions were: the verdicts are recalled, with them
  /// badges, and those who asked say that they know.
  private mutating func fall(_ desk: Desk) async throws {
    for id in seasonal.prefix(5) {
      _ = try await desk.recordOutcome(
        stewards[0], id, taxon: "Élaphe une", ground: "seen by a specialist")
      _ = try await desk.tick()
    }
    for asker in askers {
      for sheet in try await desk.recalls(asker) where chance.below(3) > 0 {
        _ = try await desk.acknowledge(asker, ID(sheet.id))
      }
    }
  }

  /// Invitations, languages, a household, ways to sign in, roles, holds.
  private mutating func housekeeping(_ desk: Desk) async throws {
    let handle = pick(experts).member.handle ?? ""
    _ = try await desk.setLanguages(stewards[0], handle: handle, ["de", "en"])
    _ = try await desk.setGroup(stewards[1], handle: handle, "house-9")
    if let expert = experts.first(where: { $0.member.handle == handle }) {
      _ = try await desk.setMail(
        expert, handle: handle, address: "\(handle)@example.org", kinds: [])
      _ = try await desk.signInLink(expert, handle: handle)
    }
    _ = try await desk.invite(stewards[1], NewInvitation(roles: [.asker]))
    let sheet = try await desk.invite(stewards[0], NewInvitation(roles: [.asker])).sheet
    _ = try await desk.withdraw(stewards[1], invitation: sheet.id)
    _ = try await desk.setRoles(
      stewards[0], handle: askers[0].member.handle ?? "", [.asker, .steward])
    let held = HeldThing.member(handle)
    _ = try? await desk.hold(stewards[0], held, ground: "Letter of a lawyer")
    _ = try await desk.lift(stewards[1], held, ground: "Settled out of court")
  }

  /// A question with a spot and an original, at which an auditor looks, and about which a steward
  /// wants somebody asked.
  private mutating func watching(_ desk: Desk) async throws {
    let id = try await ask(desk, .today, spot: "12.\(1_000 + chance.below(8_000)),77.5946")
    _ = try await desk.spot(auditors[0], id, ground: "whether it can live there")
    if let photo = try await desk.show(stewards[0], id).originals?.first {
      _ = try await desk.original(auditors[0], id, ofPhoto: photo, ground: "what it was taken with")
    }
    let asked = Set(try await asked(desk, id).map(\.member.id))
    let others = experts.filter { !asked.contains($0.member.id) }.compactMap(\.member.handle)
    if let first = experts.first(where: { asked.contains($0.member.id) }), let heir = others.last {
      _ = try await desk.handOver(first, id, to: heir, reason: .noTime)
    }
    _ = try await desk.steer(
      stewards[0], id, .pin, handle: others.first ?? "", ground: "lives near")
  }

  /// A question with a list of answers, to which somebody adds one.
  private mutating func workshop(_ desk: Desk) async throws {
    let new = NewQuestion(
      subject: "workshop", text: "What to do with \(chance.below(1_000))?", urgency: .today,
      options: ["repair", "replace"])
    let id = ID<Question>(try await desk.ask(askers[0], new).id)
    questions.append(id)
    guard let first = try await asked(desk, id).first else { return }
    _ = try await desk.addOption(first, id, "leave it")
  }

  private mutating func ask(
    _ desk: Desk, _ urgency: Urgency, spot: String? = nil
  ) async throws -> ID<Question> {
    let new = NewQuestion(
      subject: "snakes", text: "Question of \(chance.below(1_000))?", place: "IN",
      urgency: urgency, spot: spot)
    let sheet = try await desk.ask(askers[0], new, photos: [photo()], keepsOriginals: true)
    let id = ID<Question>(sheet.id)
    questions.append(id)
    return id
  }

  /// Those with whom a question is pending.
  private func asked(_ desk: Desk, _ id: ID<Question>) async throws -> [Caller] {
    let sheet = try await desk.show(stewards[0], id)
    let waiting = Set(
      (sheet.assignments ?? []).filter { ["offered", "held"].contains($0.state) }.map(\.expert))
    return experts.filter { waiting.contains($0.member.handle ?? "") }
  }

  private func everybodyAwake(_ desk: Desk) async throws {
    for expert in experts {
      _ = try await desk.setAvailability(
        stewards[0], handle: expert.member.handle ?? "", Availability(budgetPerDay: 200))
    }
  }

  /// Quiet hours from now on.
  private func sleep(_ desk: Desk, _ expert: Caller, hours: Int) async throws {
    let hour = told.now.milliseconds / 3_600_000
    func text(_ hour: Int) -> String { hour % 24 < 10 ? "0\(hour % 24):00" : "\(hour % 24):00" }
    _ = try await desk.setAvailability(
      expert, handle: expert.member.handle ?? "",
      Availability(quiet: "\(text(hour))-\(text(hour + hours))", budgetPerDay: 200))
  }
}
