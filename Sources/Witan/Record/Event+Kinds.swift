extension Event {
  /// The names of all kinds of events, in the order of the alphabet.
  public static let kinds = [
    "answerGiven", "assignmentHandedOver", "assignmentPassed", "assignmentTaken",
    "assignmentsLapsed", "assignmentsReoffered", "availabilitySet", "badgeAwarded",
    "badgeWithdrawn", "communityFounded",
    "consensusReached",
    "emergencyTextSet", "erased", "groupSet", "holdLifted", "holdPlaced", "invitationMade",
    "invitationWithdrawn", "keyRotated", "languagesSet", "leaningExamined",
    "leaseExtended", "leasesReminded",
    "memberJoined", "membersSeen", "openQuestionTaken", "optionAdded", "originalViewed",
    "outcomeRecorded",
    "photosAdded", "photosViewed",
    "promised",
    "questionAsked", "questionDispatched", "questionOpened", "recallAcknowledged", "rolesProposed",
    "rolesSet", "routeSteered",
    "ruleAdopted",
    "ruleApproved", "ruleProposed", "signInLinkMade", "signInWaysSet", "skillsEstimated",
    "skillsMoved", "spotTold", "spotViewed", "subjectDefined",
    "tokenIssued", "tokenRevoked", "verdictRecalled",
  ]
}
