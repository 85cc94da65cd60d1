extension Event {
  /// The names of all kinds of events, in the order of the alphabet.
  public static let kinds = [
    "answerGiven", "assignmentHandedOver", "assignmentPassed", "assignmentTaken",
    "assignmentsLapsed", "availabilitySet", "communityFounded", "consensusReached",
    "emergencyTextSet", "erased", "holdLifted", "holdPlaced", "invitationMade",
    "invitationWithdrawn", "keyRotated", "leaningExamined",
    "leaseExtended", "leasesReminded",
    "memberJoined", "membersSeen", "optionAdded", "outcomeRecorded", "photosAdded", "photosViewed",
    "promised",
    "questionAsked", "questionDispatched", "recallAcknowledged", "rolesProposed",
    "rolesSet", "routeSteered",
    "ruleAdopted",
    "ruleApproved", "ruleProposed", "signInLinkMade", "skillsEstimated", "skillsMoved", "spotTold",
    "spotViewed", "subjectDefined",
    "tokenIssued", "tokenRevoked", "verdictRecalled",
  ]
}
