extension Event {
  /// The names of all kinds of events, in the order of the alphabet.
  public static let kinds = [
    "answerGiven", "assignmentHandedOver", "assignmentPassed", "assignmentTaken",
    "assignmentsLapsed", "availabilitySet", "communityFounded", "consensusReached",
    "emergencyTextSet", "erased", "holdLifted", "holdPlaced", "keyRotated", "leaningExamined",
    "leaseExtended", "leasesReminded",
    "memberJoined", "membersSeen", "optionAdded", "outcomeRecorded", "photosAdded", "photosViewed",
    "promised",
    "questionAsked", "questionDispatched", "recallAcknowledged", "routeSteered", "ruleAdopted",
    "ruleApproved", "ruleProposed", "skillsEstimated", "skillsMoved", "spotTold",
    "spotViewed", "subjectDefined",
    "tokenIssued", "tokenRevoked", "verdictRecalled",
  ]
}
