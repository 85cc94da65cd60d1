import Foundation
import Ledger
import Testing

@testable import Witan

/// Every event comes back from its entry's bytes, and nothing else is read as one.
@Suite struct EventTests {
  static let examples: [Event] = {
    let (q, a, m, at) = (
      ID<Question>("q-1"), ID<Assignment>("a-1-1"), ID<Member>("m-1"), Sample.noon
    )
    let seal = Commitment(digest: String(repeating: "A", count: 43))
    let share = ConsensusReached.TaxonShare(taxon: "Daboia", rank: "genus", partsPerMillion: 5)
    return [
      .communityFounded(
        CommunityFounded(community: ID("demo"), title: "Déjà \"vu\"", origin: "o", verifierKey: "k")
      ),
      .ruleAdopted(RuleAdopted(rule: .first)),
      .subjectDefined(
        SubjectDefined(subject: ID("snakes"), title: "Snakes", taxonomy: "00ff", taxa: 9)),
      .subjectDefined(SubjectDefined(subject: ID("s"), title: "蛇", taxonomy: nil, taxa: 0)),
      .memberJoined(
        MemberJoined(
          member: m, handle: seal, name: seal, roles: Role.allCases, subjects: [ID("snakes")],
          home: try? Place("IN-KA"), languages: ["en", "kn"],
          availability: Availability(zone: "Asia/Kolkata", quiet: "22:00-06:00"), group: "clinic",
          isProgram: true, invitation: "ab")),
      .tokenIssued(
        TokenIssued(
          member: m, sha256: "ab", label: "phone", scopes: [.ask, .read], expiresAt: at)),
      .invitationMade(
        InvitationMade(
          sha256: "ab", roles: [.expert], subjects: [ID("snakes")], expiresAt: at, by: m)),
      .invitationWithdrawn(InvitationWithdrawn(sha256: "ab", by: m)),
      .signInLinkMade(SignInLinkMade(member: m, sha256: "ab", expiresAt: at, by: m)),
      .signInWaysSet(
        SignInWaysSet(member: m, way: .openID, added: 1, removed: 2, by: m, door: .browser)),
      .rolesProposed(RolesProposed(member: m, roles: [.steward], subjects: [], by: m)),
      .rolesSet(RolesSet(member: m, roles: [.asker], subjects: [], by: m, proposedBy: m)),
      .tokenRevoked(TokenRevoked(member: m, sha256: "ab")),
      .questionAsked(
        QuestionAsked(
          question: q, subject: ID("snakes"), asker: m, place: nil, urgency: .today, text: seal,
          photos: [seal, seal], options: ["a/b", "c"], known: seal, deadline: at,
          language: "en", originals: [seal, seal])),
      .optionAdded(OptionAdded(question: q, option: "third", by: m)),
      .questionDispatched(
        QuestionDispatched(
          question: q, wave: 1, offers: [.init(assignment: a, expert: m, seat: .newcomer, gain: 9)],
          offerEndsAt: at,
          branches: [.init(taxon: "Viperidae", partsPerMillion: 7)], stakes: 8,
          horizonSeconds: 110,
          considered: [
            .init(expert: m, skill: 1, exploration: -2, timely: 3, price: 4, score: -1)
          ], eligible: 1, excluded: ["asleep": 2], isEnough: true,
          seed: "00000000000000ff")),
      .assignmentTaken(AssignmentTaken(assignment: a, question: q, expert: m, endsAt: at)),
      .assignmentPassed(
        AssignmentPassed(assignment: a, question: q, expert: m, reason: .photoTooPoor)),
      .assignmentsLapsed(AssignmentsLapsed(question: q, assignments: [a])),
      .questionOpened(
        QuestionOpened(
          question: q, wave: 3, stakes: 8, qualified: 40, excluded: ["away": 2], endsAt: at)),
      .openQuestionTaken(OpenQuestionTaken(assignment: a, question: q, expert: m, endsAt: at)),
      .assignmentsReoffered(
        AssignmentsReoffered(question: q, assignments: [a], offerEndsAt: at)),
      .languagesSet(LanguagesSet(member: m, languages: ["en", "kn"])),
      .groupSet(GroupSet(member: m, group: "house-7", by: m)),
      .membersSeen(MembersSeen(members: [m])),
      .routeSteered(RouteSteered(question: q, expert: m, wish: .bar, ground: seal)),
      .availabilitySet(AvailabilitySet(member: m, availability: Availability(awayUntil: at))),
      .answerGiven(
        AnswerGiven(
          answer: ID("r-1-1"), question: q, expert: m, assignment: a, taxon: nil,
          confidence: .guess, note: nil, isLate: true,
          seen: Seen(photos: 1, options: 0, answers: 0))),
      .consensusReached(
        ConsensusReached(
          question: q, version: 2, phase: .split, occasion: .exhausted,
          action: .init(name: "dangerous", partsPerMillion: 999_999), actions: [], held: share,
          leading: share, runnerUp: nil, unnamedPartsPerMillion: 3,
          independentAnswersThousandths: 1_900, fragility: 2,
          reasons: [.init(answer: ID("r-1-1"), expert: m, taxon: "Daboia", milliBits: -7)],
          rule: "1", estimate: 6, skillsAsOf: 4, draw: nil)),
      .outcomeRecorded(
        OutcomeRecorded(question: q, taxon: "Daboia", by: m, source: .known, ground: nil)),
      .skillsMoved(
        SkillsMoved(
          question: q, source: .outcome, truth: "Daboia",
          lessons: [
            Lesson(
              expert: m, branch: "B", region: "", depth: 2, right: [1, 0], wrong: [0, 1],
              milliBits: -5)
          ], found: [.init(taxon: "Daboia", partsPerMillion: 8)])),
      .skillsEstimated(
        SkillsEstimated(
          subject: ID("snakes"), estimate: 2, questions: 70, lessons: "00ff",
          calibration: Calibration(.first))),
      .leaseExtended(LeaseExtended(assignment: a, question: q, expert: m, endsAt: at)),
      .leasesReminded(LeasesReminded(question: q, assignments: [a])),
      .assignmentHandedOver(
        AssignmentHandedOver(
          assignment: a, question: q, expert: m, reason: .knowsTheRegion, next: ID("a-1-2"),
          heir: ID("m-2"), offerEndsAt: at)),
      .photosAdded(
        PhotosAdded(
          question: q, photos: [seal], by: m, reoffered: [a], offerEndsAt: at, originals: nil)),
      .photosAdded(
        PhotosAdded(
          question: q, photos: [seal], by: m, reoffered: [], offerEndsAt: at, originals: [seal])),
      .promised(
        Promised(
          question: q,
          promise: Promise(
            experts: 9, awake: 8, here: 7, proved: 6, provedAwake: 5, provedHere: 4,
            odds: [.init(withinSeconds: 120, partsPerMillion: 940_000)],
            expectedWaitSeconds: 25))),
      .emergencyTextSet(EmergencyTextSet(text: "Call 112.\nNow.", by: m)),
      .keyRotated(KeyRotated(from: "k", to: "l", signatures: ["— o AA", "— o BB"])),
      .verdictRecalled(
        VerdictRecalled(
          question: q, version: 2, was: Said(action: "harmless", taxon: "Echis mitis"),
          now: Said(action: nil, taxon: nil), because: ID("q-2"))),
      .ruleProposed(RuleProposed(proposal: ID("p-1"), rule: .first, by: m)),
      .ruleApproved(RuleApproved(proposal: ID("p-1"), by: m)),
      .recallAcknowledged(RecallAcknowledged(question: q, number: 1, by: m)),
      .leaningExamined(
        LeaningExamined(question: q, examined: [ID("q-3"), q], recalled: [q], beyond: 4)),
      .erased(
        Erased(entry: 3, question: q, member: m, commitments: [seal], ground: seal, by: m)),
      .holdPlaced(HoldPlaced(on: .question(q), ground: seal, by: m)),
      .holdLifted(HoldLifted(on: .member(m), ground: seal, by: m)),
      .spotTold(SpotTold(question: q, spot: seal)),
      .spotViewed(SpotViewed(question: q, ground: seal, by: m)),
      .originalViewed(OriginalViewed(question: q, photo: 1, ground: seal, by: m)),
      .badgeAwarded(
        BadgeAwarded(
          badge: ID("b-1"),
          claim: BadgeClaim(
            member: m, subject: ID("snakes"), branch: "Viperidae", region: "142", judged: 6,
            questions: [ID("q-2"), q]))),
      .badgeWithdrawn(BadgeWithdrawn(badge: ID("b-1"), because: q)),
      .photosViewed(
        PhotosViewed(
          question: q, views: [PhotosViewed.Showing(member: m, photo: 0, at: Sample.noon)])),
    ]
  }()

  private func bytes(_ event: Event, index: Int = 3) throws -> [UInt8] {
    try Entry(
      index: index, community: ID("demo"), at: Sample.noon, by: index == 3 ? nil : ID("m-1"),
      event: event, salt: Array(0..<16)
    ).bytes()
  }

  @Test func `each kind comes back from its bytes`() throws {
    #expect(Set(Self.examples.map(\.kind)).count == 52)
    #expect(Set(Self.examples.map(\.kind)).sorted() == Event.kinds.sorted())
    for (place, event) in Self.examples.enumerated() {
      for index in [3, place + 10] {
        let bytes = try bytes(event, index: index)
        let entry = try Entry(bytes: bytes)
        #expect(entry.event == event)
        #expect(entry.index == index && entry.at == Sample.noon)
        #expect(try entry.bytes() == bytes)
        #expect(try JSON(canonical: bytes).canonicalBytes == bytes)
      }
    }
  }

  /// The form of an entry is fixed for ever: these bytes must never change.
  @Test func `a known entry has known bytes`() throws {
    let event = Event.assignmentPassed(
      AssignmentPassed(
        assignment: ID("a-1-1"), question: ID("q-1"), expert: ID("m-1"), reason: .noTime))
    let text =
      #"{"at":"2026-01-01T12:00:00.000Z","by":null,"community":"demo","data":"#
      + #"{"assignment":"a-1-1","expert":"m-1","question":"q-1","reason":"no-time"},"#
      + #""index":3,"kind":"assignmentPassed","salt":"AAECAwQFBgcICQoLDA0ODw","v":1}"#
    #expect(String(decoding: try bytes(event), as: UTF8.self) == text)
  }

  @Test func `no byte can be changed and still give the same entry`() throws {
    for event in Self.examples {
      let original = try bytes(event)
      for place in original.indices {
        var tampered = original
        tampered[place] ^= 1
        let read = try? Entry(bytes: tampered)
        #expect(try read.map { try $0.bytes() == tampered } ?? true)
        #expect(try read?.bytes() != original)
      }
    }
  }

  @Test(arguments: [
    (#""kind":"assignmentPassed""#, #""kind":"assignmentPast""#), (#""v":1"#, #""v":2"#),
    (#""index":3"#, #""index":3.0"#), (#""index":3"#, #""index": 3"#),
    (#""reason":"no-time""#, #""reason":"no-fun""#), (#""by":null,"#, ""),
    (#""question":"q-1","#, ""), (#""v":1}"#, #""v":1,"w":2}"#),
    (#""reason":"no-time"}"#, #""reason":"no-time","zeal":1}"#),
    (#"{"assignment""#, #"{"about":"x","assignment""#),
    (#","salt":"AAECAwQFBgcICQoLDA0ODw""#, ""), ("ODw", ""), ("ODw", "ODwQEQ"), ("ODw", "ODx"),
    ("2026-01-01T12:00:00.000Z", "2026-01-01T12:00:00Z"), (#""v":1}"#, #""v":1} "#),
    (#""index":3,"kind":"assignmentPassed""#, #""kind":"assignmentPassed","index":3"#),
  ])
  func `what is no entry of ours is refused`(old: String, new: String) throws {
    let event = Event.assignmentPassed(
      AssignmentPassed(
        assignment: ID("a-1-1"), question: ID("q-1"), expert: ID("m-1"), reason: .noTime))
    let text = String(decoding: try bytes(event), as: UTF8.self)
    let tampered = text.replacingOccurrences(of: old, with: new)
    #expect(tampered != text)
    #expect(throws: (any Error).self) { try Entry(bytes: Array(tampered.utf8)) }
  }

  @Test func `an entry beyond 64 KiB is refused`() {
    let long = String(repeating: "x", count: 66_000)
    let event = Event.optionAdded(OptionAdded(question: ID("q-1"), option: long, by: ID("m-1")))
    #expect(
      refusal { _ = try bytes(event) } == .tooLarge(field: "optionAdded", limitBytes: 65_535))
  }

  @Test func `an event names every payload for which it stands`() {
    for event in Self.examples {
      let bytes = (try? bytes(event)) ?? []
      let named =
        String(decoding: bytes, as: UTF8.self).components(
          separatedBy: String(repeating: "A", count: 43)
        ).count - 1
      // An erasure names those of another entry, too.
      let others = if case .erased(let fact) = event { fact.commitments.count } else { 0 }
      #expect(event.commitments.count + others == named, "\(event.kind)")
    }
  }
}
