/// What stands in the way of a change, where a program may have to tell it apart; the raw value is
/// the refusal's stable code.
public enum Obstacle: String, CaseIterable, Sendable {
  /// Another state than the one this needs; the sentence says which.
  case other = "conflict"
  /// The only steward cannot leave.
  case lastSteward = "last-steward"
  /// It takes two stewards, and one has said so.
  case twoStewards = "two-stewards"
  /// The question is with somebody else, or nobody.
  case notWithYou = "not-with-you"
  /// The caller passed the question on or handed it over.
  case passedOn = "passed-on"
  /// A steward took the question back.
  case takenBack = "taken-back"
  /// The caller could not be asked the question again.
  case notForYou = "not-for-you"
  /// The question is to be taken first.
  case notTaken = "not-taken"
  /// The time for an answer cannot be made longer.
  case holdLimit = "hold-limit"
  /// The caller is on leave.
  case onLeave = "on-leave"
  /// So many are at work on the question as it needs.
  case enoughAtWork = "enough-at-work"
  /// The member was asked the question before.
  case alreadyAsked = "already-asked"
  /// The member could read the question's answers, or said whom to ask.
  case couldReadAnswers = "could-read-answers"
  /// The member cannot be asked now.
  case cannotBeAsked = "cannot-be-asked"
  /// The question is open, and this comes after.
  case stillOpen = "still-open"
  /// The question was asked later than the time that is meant.
  case notAskedYet = "not-asked-yet"
  /// Nobody has said anything, or not this one.
  case nothingSaid = "nothing-said"
  /// The verdict was not recalled.
  case notRecalled = "not-recalled"
  /// The caller may still answer late.
  case mayAnswerLate = "may-answer-late"
  /// There is nothing more to erase.
  case nothingLeft = "nothing-left"
  /// Somebody changed what it rests on; look, and try again.
  case changedMeanwhile = "try-again"
  /// As many as there may be; remove one first.
  case limitReached = "limit-reached"
  /// A program, or a member without role.
  case noAccount = "no-account"
  /// The account elsewhere is another member's.
  case accountTaken = "account-taken"
  /// It is over: used, withdrawn or revoked.
  case ended = "ended"
  /// The subject has a taxonomy, or its questions bring their own choices; this needs the other.
  case otherSubject = "other-subject"
  /// The server was not told where people reach it.
  case noPublicURL = "no-public-url"
  /// What is kept is not what the ledger says.
  case tampered = "tampered"
}
