import Hummingbird
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
  private let onRunning: @Sendable (Int) async -> Void

  /// How long a connection may be silent before a request was read whole.
  static let idleSeconds: Int64 = 60

  /// A server of this desk.
  ///
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - onRunning: told the port as soon as requests are taken.
  public init(
    desk: Desk, host: String, port: Int, logger: Logger,
    onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    self.desk = desk
    self.host = host
    self.port = port
    self.logger = logger
    self.onRunning = onRunning
  }

  /// Serves until shutdown is asked for; throws where the address cannot be had.
  public func run() async throws { try await application().run() }

  /// The server as Hummingbird runs and tests it.
  func application() throws -> Application<Front> {
    let onRunning = onRunning
    return Application(
      responder: try Front(desk: desk, logger: logger),
      server: .http1(configuration: .init(idleTimeout: .seconds(Self.idleSeconds))),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
      onServerRunning: { await onRunning($0.localAddress?.port ?? 0) }, logger: logger)
  }
}
