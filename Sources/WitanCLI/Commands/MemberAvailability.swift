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
  @OptionGroup var hours: HourOptions
  @Option(help: ArgumentHelp("On leave until then (UTC).", valueName: "2026-12-24"))
  var awayUntil: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let body = AvailabilityBody(
      zone: hours.zone, quiet: hours.quiet, budget: hours.budget,
      awayUntil: try awayUntil.map(Self.instant))
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
