import ArgumentParser
import Witan
import WitanHTTP

/// `witan member availability`: when and how often a member may be asked.
struct MemberAvailability: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "availability", abstract: "Set when and how often a member may be asked.",
    usage: "witan member availability <handle> [options]",
    discussion: examples(
      "witan member availability asha --zone Asia/Kolkata --quiet 22:00-06:00",
      "witan member availability asha --zone Asia/Kolkata --away-until 2026-12-24",
      note: """
        One's own, or anybody's as a steward. What is not given is as for a new
        member: UTC, no quiet hours, 40 questions a day, not away.
        """))

  @Argument(help: "The member.")
  var handle: String
  @Option(help: ArgumentHelp("Their time zone (IANA); UTC if not given.", valueName: "zone"))
  var zone: String?
  @Option(help: ArgumentHelp("Hours of their day not to be asked in.", valueName: "22:00-06:00"))
  var quiet: String?
  @Option(help: ArgumentHelp("Questions a day; 40 if not given.", valueName: "number"))
  var budget: Int?
  @Option(help: ArgumentHelp("On leave until then (UTC).", valueName: "2026-12-24"))
  var awayUntil: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let body = AvailabilityBody(
      zone: zone, quiet: quiet, budget: budget, awayUntil: try awayUntil.map(Self.instant))
    let call = try Call.post(PathName.member(handle, "availability"), body)
    try await session.show(MemberSheet.self, call) { $1.add($0) }
  }

  /// Reads a day, or an instant.
  private static func instant(_ text: String) throws -> Instant {
    guard let instant = Instant(text) ?? Instant(text + "T00:00:00.000Z") else {
      throw Refusal.invalid(
        field: "away-until", reason: "\"\(text)\" is not of the form 2026-12-24")
    }
    return instant
  }
}
