extension Event {
  /// The names of all kinds of events, in the order of the alphabet.
  public static let kinds = [
    "answerGiven", "assignmentHandedOver", "assignmentPassed", "assignmentTaken",
    "assignmentsLapsed", "availabilitySet", "communityFounded", "consensusReached",
    "emergencyTextSet", "leaseExtended", "leasesReminded", "memberJoined", "membersSeen",
    "optionAdded", "outcomeRecorded", "photosAdded", "promised", "questionAsked",
    "questionDispatched", "routeSteered", "ruleAdopted", "skillsEstimated", "skillsMoved",
    "subjectDefined", "tokenIssued", "tokenRevoked",
  ]
}
