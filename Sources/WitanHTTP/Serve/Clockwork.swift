public import Logging
public import ServiceLifecycle
public import Witan

/// What moves a community on when nobody calls: leases end, waves widen, first words are said.
public struct Clockwork: Service, CustomStringConvertible {
  /// All that a log of services says of it.
  public var description: String { "clockwork" }

  private let desk: Desk
  private let logger: Logger

  /// How often time is looked at.
  static let beatMilliseconds = 1_000

  /// The clockwork of this desk.
  public init(desk: Desk, logger: Logger) {
    self.desk = desk
    self.logger = logger
  }

  /// Ticks once a second until shutdown; a fault is logged, and the next second tries again.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await tick()
        do { try await desk.pause(milliseconds: Self.beatMilliseconds) } catch { return }
      }
    }
    // What was shown since the last beat.
    do { try await desk.recordViews() } catch {
      logger.fault("views of photos are not recorded", error)
    }
  }

  private func tick() async {
    do {
      _ = try await desk.tick()
    } catch {
      guard !Task.isCancelled else { return }
      logger.fault("a tick failed", error)
    }
  }
}
