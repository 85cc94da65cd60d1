extension Event {
  /// The names of all kinds of events, in the order of the alphabet.
  public static let kinds = [
    "answerGiven", "assignmentHandedOver", "assignmentPassed", "assignmentTaken",
    "assignmentsLapsed", "availabilitySet", "communityFounded", "consensusReached",
    "emergencyTextSet", "keyRotated", "leaningExamined", "leaseExtended", "leasesReminded",
    "memberJoined", "membersSeen", "optionAdded", "outcomeRecorded", "photosAdded", "promised",
    "questionAsked", "questionDispatched", "recallAcknowledged", "routeSteered", "ruleAdopted",
    "ruleApproved", "ruleProposed", "skillsEstimated", "skillsMoved", "subjectDefined",
    "tokenIssued", "tokenRevoked", "verdictRecalled",
  ]
}
