/// What happened: the only thing that changes anything.
///
/// The list of all events. Each has a stable kind; its fields never change once an entry bears
/// them (a new shape gets a new kind).
public enum Event: Equatable, Sendable {
  case communityFounded(CommunityFounded)
  case ruleAdopted(RuleAdopted)
  case ruleProposed(RuleProposed)
  case ruleApproved(RuleApproved)
  case subjectDefined(SubjectDefined)
  case memberJoined(MemberJoined)
  case tokenIssued(TokenIssued)
  case tokenRevoked(TokenRevoked)
  case rolesProposed(RolesProposed)
  case rolesSet(RolesSet)
  case invitationMade(InvitationMade)
  case invitationWithdrawn(InvitationWithdrawn)
  case signInLinkMade(SignInLinkMade)
  case signInWaysSet(SignInWaysSet)
  case questionAsked(QuestionAsked)
  case optionAdded(OptionAdded)
  case questionDispatched(QuestionDispatched)
  case questionOpened(QuestionOpened)
  case openQuestionTaken(OpenQuestionTaken)
  case assignmentTaken(AssignmentTaken)
  case assignmentPassed(AssignmentPassed)
  case assignmentsLapsed(AssignmentsLapsed)
  case answerGiven(AnswerGiven)
  case consensusReached(ConsensusReached)
  case outcomeRecorded(OutcomeRecorded)
  case skillsMoved(SkillsMoved)
  case skillsEstimated(SkillsEstimated)
  case leaseExtended(LeaseExtended)
  case leasesReminded(LeasesReminded)
  case assignmentHandedOver(AssignmentHandedOver)
  case photosAdded(PhotosAdded)
  case assignmentsReoffered(AssignmentsReoffered)
  case membersSeen(MembersSeen)
  case routeSteered(RouteSteered)
  case availabilitySet(AvailabilitySet)
  case languagesSet(LanguagesSet)
  case groupSet(GroupSet)
  case promised(Promised)
  case emergencyTextSet(EmergencyTextSet)
  case keyRotated(KeyRotated)
  case verdictRecalled(VerdictRecalled)
  case recallAcknowledged(RecallAcknowledged)
  case leaningExamined(LeaningExamined)
  case erased(Erased)
  case holdPlaced(HoldPlaced)
  case holdLifted(HoldLifted)
  case photosViewed(PhotosViewed)
  case spotTold(SpotTold)
  case spotViewed(SpotViewed)
  case originalViewed(OriginalViewed)
  case badgeAwarded(BadgeAwarded)
  case badgeWithdrawn(BadgeWithdrawn)
}

extension Event {
  /// The kind's stable name, as it stands in the ledger.
  public var kind: String { parts.kind }

  /// The question this event belongs to, where it belongs to one.
  public var question: ID<Question>? {
    switch self {
    case .communityFounded, .ruleAdopted, .subjectDefined, .memberJoined, .tokenIssued,
      .tokenRevoked, .rolesProposed, .rolesSet, .invitationMade, .invitationWithdrawn,
      .signInLinkMade, .signInWaysSet,
      .skillsEstimated, .membersSeen, .availabilitySet, .languagesSet, .groupSet,
      .emergencyTextSet, .ruleProposed, .ruleApproved, .keyRotated, .badgeAwarded,
      .badgeWithdrawn:
      nil
    case .questionAsked(let fact): fact.question
    case .optionAdded(let fact): fact.question
    case .questionDispatched(let fact): fact.question
    case .questionOpened(let fact): fact.question
    case .openQuestionTaken(let fact): fact.question
    case .assignmentTaken(let fact): fact.question
    case .assignmentPassed(let fact): fact.question
    case .assignmentsLapsed(let fact): fact.question
    case .answerGiven(let fact): fact.question
    case .consensusReached(let fact): fact.question
    case .outcomeRecorded(let fact): fact.question
    case .skillsMoved(let fact): fact.question
    case .leaseExtended(let fact): fact.question
    case .leasesReminded(let fact): fact.question
    case .assignmentHandedOver(let fact): fact.question
    case .photosAdded(let fact): fact.question
    case .assignmentsReoffered(let fact): fact.question
    case .routeSteered(let fact): fact.question
    case .promised(let fact): fact.question
    case .verdictRecalled(let fact): fact.question
    case .recallAcknowledged(let fact): fact.question
    case .leaningExamined(let fact): fact.question
    case .erased(let fact): fact.question
    case .holdPlaced(let fact): fact.on.question
    case .holdLifted(let fact): fact.on.question
    case .photosViewed(let fact): fact.question
    case .spotTold(let fact): fact.question
    case .spotViewed(let fact): fact.question
    case .originalViewed(let fact): fact.question
    }
  }

  /// The personal payloads for which this event stands.
  var commitments: [Commitment] {
    switch self {
    case .memberJoined(let fact): [fact.handle, fact.name]
    case .questionAsked(let fact):
      [fact.text] + fact.photos + originals + [fact.known].compactMap { $0 }
    case .answerGiven(let fact): [fact.note].compactMap { $0 }
    case .outcomeRecorded(let fact): [fact.ground].compactMap { $0 }
    case .photosAdded(let fact): fact.photos + originals
    case .routeSteered(let fact): [fact.ground]
    case .erased(let fact): [fact.ground]
    case .holdPlaced(let fact): [fact.ground]
    case .holdLifted(let fact): [fact.ground]
    case .spotTold(let fact): [fact.spot]
    case .spotViewed(let fact): [fact.ground]
    case .originalViewed(let fact): [fact.ground]
    case .communityFounded, .ruleAdopted, .subjectDefined, .tokenIssued, .tokenRevoked,
      .rolesProposed, .rolesSet, .invitationMade, .invitationWithdrawn, .signInLinkMade,
      .signInWaysSet, .optionAdded,
      .questionDispatched, .questionOpened, .openQuestionTaken, .assignmentsReoffered,
      .assignmentTaken, .assignmentPassed, .languagesSet, .groupSet,
      .assignmentsLapsed,
      .consensusReached, .skillsMoved, .skillsEstimated, .leaseExtended, .leasesReminded,
      .assignmentHandedOver, .membersSeen, .availabilitySet, .promised,
      .emergencyTextSet, .verdictRecalled, .recallAcknowledged, .leaningExamined,
      .ruleProposed, .ruleApproved, .keyRotated, .photosViewed, .badgeAwarded,
      .badgeWithdrawn:
      []
    }
  }

  /// Kind and content, for writing.
  var parts: (kind: String, content: any Encodable) {
    switch self {
    case .communityFounded(let fact): ("communityFounded", fact)
    case .ruleAdopted(let fact): ("ruleAdopted", fact)
    case .ruleProposed(let fact): ("ruleProposed", fact)
    case .ruleApproved(let fact): ("ruleApproved", fact)
    case .subjectDefined(let fact): ("subjectDefined", fact)
    case .memberJoined(let fact): ("memberJoined", fact)
    case .tokenIssued(let fact): ("tokenIssued", fact)
    case .tokenRevoked(let fact): ("tokenRevoked", fact)
    case .rolesProposed(let fact): ("rolesProposed", fact)
    case .rolesSet(let fact): ("rolesSet", fact)
    case .invitationMade(let fact): ("invitationMade", fact)
    case .invitationWithdrawn(let fact): ("invitationWithdrawn", fact)
    case .signInLinkMade(let fact): ("signInLinkMade", fact)
    case .signInWaysSet(let fact): ("signInWaysSet", fact)
    case .questionAsked(let fact): ("questionAsked", fact)
    case .optionAdded(let fact): ("optionAdded", fact)
    case .questionDispatched(let fact): ("questionDispatched", fact)
    case .questionOpened(let fact): ("questionOpened", fact)
    case .openQuestionTaken(let fact): ("openQuestionTaken", fact)
    case .assignmentTaken(let fact): ("assignmentTaken", fact)
    case .assignmentPassed(let fact): ("assignmentPassed", fact)
    case .assignmentsLapsed(let fact): ("assignmentsLapsed", fact)
    case .answerGiven(let fact): ("answerGiven", fact)
    case .consensusReached(let fact): ("consensusReached", fact)
    case .outcomeRecorded(let fact): ("outcomeRecorded", fact)
    case .skillsMoved(let fact): ("skillsMoved", fact)
    case .skillsEstimated(let fact): ("skillsEstimated", fact)
    case .leaseExtended(let fact): ("leaseExtended", fact)
    case .leasesReminded(let fact): ("leasesReminded", fact)
    case .assignmentHandedOver(let fact): ("assignmentHandedOver", fact)
    case .photosAdded(let fact): ("photosAdded", fact)
    case .assignmentsReoffered(let fact): ("assignmentsReoffered", fact)
    case .membersSeen(let fact): ("membersSeen", fact)
    case .routeSteered(let fact): ("routeSteered", fact)
    case .availabilitySet(let fact): ("availabilitySet", fact)
    case .languagesSet(let fact): ("languagesSet", fact)
    case .groupSet(let fact): ("groupSet", fact)
    case .promised(let fact): ("promised", fact)
    case .emergencyTextSet(let fact): ("emergencyTextSet", fact)
    case .keyRotated(let fact): ("keyRotated", fact)
    case .verdictRecalled(let fact): ("verdictRecalled", fact)
    case .recallAcknowledged(let fact): ("recallAcknowledged", fact)
    case .leaningExamined(let fact): ("leaningExamined", fact)
    case .erased(let fact): ("erased", fact)
    case .holdPlaced(let fact): ("holdPlaced", fact)
    case .holdLifted(let fact): ("holdLifted", fact)
    case .photosViewed(let fact): ("photosViewed", fact)
    case .spotTold(let fact): ("spotTold", fact)
    case .spotViewed(let fact): ("spotViewed", fact)
    case .originalViewed(let fact): ("originalViewed", fact)
    case .badgeAwarded(let fact): ("badgeAwarded", fact)
    case .badgeWithdrawn(let fact): ("badgeWithdrawn", fact)
    }
  }

  /// Reads the content of a kind; nil for a kind that is none of ours.
  init?(kind: String, _ read: ContentReader) throws {
    switch kind {
    case "communityFounded": self = .communityFounded(try read(CommunityFounded.self))
    case "ruleAdopted": self = .ruleAdopted(try read(RuleAdopted.self))
    case "ruleProposed": self = .ruleProposed(try read(RuleProposed.self))
    case "ruleApproved": self = .ruleApproved(try read(RuleApproved.self))
    case "subjectDefined": self = .subjectDefined(try read(SubjectDefined.self))
    case "memberJoined": self = .memberJoined(try read(MemberJoined.self))
    case "tokenIssued": self = .tokenIssued(try read(TokenIssued.self))
    case "tokenRevoked": self = .tokenRevoked(try read(TokenRevoked.self))
    case "rolesProposed": self = .rolesProposed(try read(RolesProposed.self))
    case "rolesSet": self = .rolesSet(try read(RolesSet.self))
    case "invitationMade": self = .invitationMade(try read(InvitationMade.self))
    case "invitationWithdrawn": self = .invitationWithdrawn(try read(InvitationWithdrawn.self))
    case "signInLinkMade": self = .signInLinkMade(try read(SignInLinkMade.self))
    case "signInWaysSet": self = .signInWaysSet(try read(SignInWaysSet.self))
    case "questionAsked": self = .questionAsked(try read(QuestionAsked.self))
    case "optionAdded": self = .optionAdded(try read(OptionAdded.self))
    case "questionDispatched": self = .questionDispatched(try read(QuestionDispatched.self))
    case "questionOpened": self = .questionOpened(try read(QuestionOpened.self))
    case "openQuestionTaken": self = .openQuestionTaken(try read(OpenQuestionTaken.self))
    case "assignmentTaken": self = .assignmentTaken(try read(AssignmentTaken.self))
    case "assignmentPassed": self = .assignmentPassed(try read(AssignmentPassed.self))
    case "assignmentsLapsed": self = .assignmentsLapsed(try read(AssignmentsLapsed.self))
    case "answerGiven": self = .answerGiven(try read(AnswerGiven.self))
    case "consensusReached": self = .consensusReached(try read(ConsensusReached.self))
    case "outcomeRecorded": self = .outcomeRecorded(try read(OutcomeRecorded.self))
    case "skillsMoved": self = .skillsMoved(try read(SkillsMoved.self))
    case "skillsEstimated": self = .skillsEstimated(try read(SkillsEstimated.self))
    case "leaseExtended": self = .leaseExtended(try read(LeaseExtended.self))
    case "leasesReminded": self = .leasesReminded(try read(LeasesReminded.self))
    case "assignmentHandedOver": self = .assignmentHandedOver(try read(AssignmentHandedOver.self))
    case "photosAdded": self = .photosAdded(try read(PhotosAdded.self))
    case "assignmentsReoffered": self = .assignmentsReoffered(try read(AssignmentsReoffered.self))
    case "membersSeen": self = .membersSeen(try read(MembersSeen.self))
    case "routeSteered": self = .routeSteered(try read(RouteSteered.self))
    case "availabilitySet": self = .availabilitySet(try read(AvailabilitySet.self))
    case "languagesSet": self = .languagesSet(try read(LanguagesSet.self))
    case "groupSet": self = .groupSet(try read(GroupSet.self))
    case "promised": self = .promised(try read(Promised.self))
    case "emergencyTextSet": self = .emergencyTextSet(try read(EmergencyTextSet.self))
    case "keyRotated": self = .keyRotated(try read(KeyRotated.self))
    case "verdictRecalled": self = .verdictRecalled(try read(VerdictRecalled.self))
    case "recallAcknowledged": self = .recallAcknowledged(try read(RecallAcknowledged.self))
    case "leaningExamined": self = .leaningExamined(try read(LeaningExamined.self))
    case "erased": self = .erased(try read(Erased.self))
    case "holdPlaced": self = .holdPlaced(try read(HoldPlaced.self))
    case "holdLifted": self = .holdLifted(try read(HoldLifted.self))
    case "photosViewed": self = .photosViewed(try read(PhotosViewed.self))
    case "spotTold": self = .spotTold(try read(SpotTold.self))
    case "badgeAwarded": self = .badgeAwarded(try read(BadgeAwarded.self))
    case "badgeWithdrawn": self = .badgeWithdrawn(try read(BadgeWithdrawn.self))
    case "spotViewed": self = .spotViewed(try read(SpotViewed.self))
    case "originalViewed": self = .originalViewed(try read(OriginalViewed.self))
    default: return nil
    }
  }
}
