import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle
public import Witan

/// The HTTP server of one community: the API, its live events, and the web pages.
///
/// It speaks HTTP/1.1 without TLS; a proxy in front of it (nginx, Caddy) brings that.
public struct Server: Service {
  private let desk: Desk
  private let host: String
  private let port: Int
  private let logger: Logger
  private let limits: Limits
  private let replies: any ReplyBook
  private let metrics: MetricBook
  private let onRunning: @Sendable (Int) async -> Void

  /// How long a connection may be silent before a request was read whole.
  static let idleSeconds: Int64 = 60

  /// A server of this desk.
  ///
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - limits: how much it takes of whom.
  ///   - replies: what was replied under clients' keys.
  ///   - metrics: where it counts how requests go; `/metrics` tells it.
  ///   - onRunning: told the port as soon as requests are taken.
  public init(
    desk: Desk, host: String, port: Int, logger: Logger, limits: Limits,
    replies: any ReplyBook, metrics: MetricBook = MetricBook(),
    onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    self.desk = desk
    self.host = host
    self.port = port
    self.logger = logger
    self.limits = limits
    self.replies = replies
    self.metrics = metrics
    self.onRunning = onRunning
  }

  /// Serves until shutdown is asked for; throws where the address cannot be had.
  public func run() async throws { try await application().run() }

  /// The server as Hummingbird runs and tests it.
  func application() throws -> Application<Front> {
    let onRunning = onRunning
    let front = try Front(
      desk: desk, logger: logger, limits: limits, replies: replies, metrics: metrics)
    return Application(
      responder: front,
      server: .http1(configuration: Self.connection),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: MaximumAvailableConnections(Limits.connections)),
      services: [front.observer],
      onServerRunning: { await onRunning($0.localAddress?.port ?? 0) }, logger: logger)
  }

  /// How one connection is read.
  private static var connection: HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      additionalChannelHandlers: [ReadDeadline()], idleTimeout: .seconds(idleSeconds),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: Limits.fieldBytes, maxHeaderListSize: Limits.headerBytes,
        maxHeaderFieldCount: Limits.fieldCount))
  }
}
