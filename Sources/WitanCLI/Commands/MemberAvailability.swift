import ArgumentParser
import Foundation
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
        One's own, or anybody's as a steward. What is not given stays as it is;
        "--quiet none" ends quiet hours, a day that is over ends a leave.
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
    let leave = try awayUntil.map(Self.instant)
    let known = try await session.call(Call(.get, try PathName.member(handle)))
    let old = try JSONDecoder().decode(MemberSheet.self, from: Data(known.body)).availability
    let body = AvailabilityBody(
      zone: hours.zone ?? old.zone, quiet: hours.quiet == "none" ? nil : hours.quiet ?? old.quiet,
      budget: hours.budget ?? old.budgetPerDay, awayUntil: leave ?? old.awayUntil)
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
