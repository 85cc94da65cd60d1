/// How far a subject's record has come: what a decision must know beside the case itself.
public struct Progress: Codable, Equatable, Sendable {
  /// The subject.
  public let subject: ID<Subject>
  /// How many of its questions were closed.
  public var closed: Int
  /// How often lessons were learned: two states with the same number have the same skills.
  public var lessons: Int
  /// How often skills were estimated anew from all answers; 0 for never.
  public var estimate: Int
  /// How many questions were closed when they last were.
  public var closedAtEstimate: Int
  /// How sure to be, by outcomes; nil until an estimate, when the rule's assumptions hold.
  public var calibration: Calibration?

  /// The beginning of a subject.
  public init(subject: ID<Subject>) {
    self.subject = subject
    (closed, lessons, estimate, closedAtEstimate, calibration) = (0, 0, 0, 0, nil)
  }

  /// Whether skills should be estimated anew: ever more rarely, as each estimate reads ever more.
  public func isEstimateDue(_ rule: Rule) -> Bool {
    closed - closedAtEstimate >= max(1, rule.questionsPerEstimate, closedAtEstimate / 10)
  }

  /// Notes that a question was closed.
  public mutating func close() { closed += 1 }

  /// Notes an estimate.
  public mutating func estimated(_ calibration: Calibration) {
    estimate += 1
    closedAtEstimate = closed
    self.calibration = calibration
  }

  /// Whether a question of this urgency still founds the record.
  func isFounding(_ urgency: Urgency, _ rule: Rule) -> Bool {
    closed < rule.foundingQuestions && urgency != .emergency
  }
}
