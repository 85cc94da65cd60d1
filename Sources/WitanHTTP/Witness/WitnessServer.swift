import Hummingbird
public import Ledger
public import Logging
public import ServiceLifecycle

/// A witness over HTTP (C2SP tlog-witness): `POST /add-checkpoint`, and nothing of a community.
///
/// It stands apart from `Server`: a witness is worth something only where those who run the
/// community cannot reach its key and its memory.
public struct WitnessServer: Service {
  /// Remembers the checkpoint and then signs it, or throws a `WitnessFault`.
  public typealias Cosign = @Sendable (AddCheckpoint) async throws -> NoteSignature

  private let cosign: Cosign
  private let host: String
  private let port: Int
  private let logger: Logger
  private let onRunning: @Sendable (Int) async -> Void

  /// A server of a witness.
  ///
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - onRunning: told the port as soon as requests are taken.
  public init(
    host: String, port: Int, logger: Logger,
    onRunning: @escaping @Sendable (Int) async -> Void = { _ in }, cosign: @escaping Cosign
  ) {
    (self.host, self.port, self.logger) = (host, port, logger)
    (self.onRunning, self.cosign) = (onRunning, cosign)
  }

  /// Serves until shutdown is asked for; throws where the address cannot be had.
  public func run() async throws { try await application().run() }

  /// The server as Hummingbird runs and tests it.
  func application() -> Application<WitnessFront> {
    let onRunning = onRunning
    return Application(
      responder: WitnessFront(cosign: cosign),
      server: .http1(configuration: .init(idleTimeout: .seconds(Server.idleSeconds))),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
      onServerRunning: { await onRunning($0.localAddress?.port ?? 0) }, logger: logger)
  }
}
