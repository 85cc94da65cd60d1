import Logging
import ServiceLifecycle
import Witan
import WitanHTTP

/// Has a checkpoint stamped each day (UTC) while a server runs.
///
/// Where that fails it is logged and tried again, after a minute first, after an hour at most.
struct DailyStamp: Service, CustomStringConvertible {
  /// All that a log of services says of it.
  var description: String { "daily stamp" }

  let desk: Desk
  let stamps: Stamps
  let authority: TimeAuthority
  let logger: Logger

  private static let minuteMilliseconds = 60_000
  private static let hourMilliseconds = 3_600_000

  /// Looks each minute whether it is a new day, until shutdown.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      var wait = Self.minuteMilliseconds
      while !Task.isCancelled {
        do {
          try await stampToday()
          wait = Self.minuteMilliseconds
        } catch {
          guard !Task.isCancelled else { return }
          logger.fault("no time stamp", error)
          wait = min(wait * 2, Self.hourMilliseconds)
        }
        do { try await desk.pause(milliseconds: wait) } catch { return }
      }
    }
  }

  private func stampToday() async throws {
    let day = desk.now().day
    guard try !stamps.isStamped(on: day) else { return }
    let sheet = try await stamps.stamp(desk.checkpoint(), on: day, by: authority)
    logger.notice("time stamp", metadata: ["size": "\(sheet.size)", "at": "\(sheet.at)"])
  }
}

extension Stamps {
  /// Has a checkpoint stamped, and keeps the stamp once it verifies.
  func stamp(
    _ note: String, on day: String, by authority: TimeAuthority
  ) async throws -> StampSheet {
    let (name, query) = try await begin(note, on: day)
    guard let sheet = try await finish(name, with: authority.reply(to: query)) else {
      throw Failure(
        .broken,
        "The reply of \(authority.url) is no time stamp of this checkpoint by anybody of whom"
          + " \(authorities) tells.", code: "timestamp")
    }
    return sheet
  }
}
