/// The kinds of records that follow from the events: each is a table of its own in every keeper.
public enum RecordKind: String, CaseIterable, Sendable {
  case community, member, token, subject, question, assignment, answer, consensus, outcome
  case skill, sightings, progress, load, rhythm, lessons, trace, promise, mark, recall, hold
  case invitation, badge

  /// The text fields of the record by which it can be listed; keepers index them.
  public var indexes: [String] {
    switch self {
    case .community, .subject, .outcome, .load, .rhythm, .progress, .mark, .hold,
      .invitation:
      []
    case .member: ["handle"]
    case .token, .badge: ["member"]
    case .question: ["asker", "openTo", "subject", "wakeAt"]
    case .assignment: ["expert", "pendingFor", "question"]
    case .answer: ["expert", "question"]
    case .consensus: ["question"]
    case .skill: ["expert", "subject"]
    case .recall: ["awaits", "examineIn"]
    case .sightings, .promise: ["subject"]
    case .lessons, .trace: ["question"]
    }
  }
}
