/// Event: a steward wrote what is said where nobody could be reached.
public struct EmergencyTextSet: Codable, Equatable, Sendable {
  public let text: String
  public let by: ID<Member>
}

extension Community {
  /// The most bytes of the text.
  public static let emergencyTextLimitBytes = 1_000

  /// What is said where nobody could be reached, while no steward has written anything better.
  public static let emergencyTextAtFirst =
    "Treat it as dangerous and keep away. If anybody was bitten, stung or hurt, or may be, call "
    + "the emergency services or the poison centre of your country now; do not wait for an answer "
    + "here."

  /// What is said where nobody could be reached.
  public var shownEmergencyText: String { emergencyText ?? Self.emergencyTextAtFirst }

  /// The text as it is recorded; refuses an empty and a too long one.
  static func checked(emergencyText text: String) throws(Refusal) -> String {
    try NewQuestion.line(text, field: "text", limitBytes: emergencyTextLimitBytes)
  }
}
