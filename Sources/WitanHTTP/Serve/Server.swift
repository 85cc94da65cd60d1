import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
public import Logging
import NIOCore
import NIOHTTPTypes
public import ServiceLifecycle
public import Witan

/// The HTTP server of one community: the API, its live events, and the web pages.
///
/// With a certificate it speaks TLS, and over it HTTP/2 or HTTP/1.1 as the client chooses. Without
/// one it speaks HTTP/1.1 in the clear, and a proxy in front of it (nginx, Caddy) brings TLS.
public struct Server: Service, CustomStringConvertible {
  /// All that a log of services says of it: not the desk, limits and certificate that it holds.
  public var description: String { "server" }

  private let desk: Desk
  private let host: String
  private let port: Int
  private let logger: Logger
  private let limits: Limits
  private let isHTTPS: Bool
  private let site: String?
  private let metrics: MetricBook
  private let certificate: ServerCertificate?
  private let links: (any LinkRequests)?
  private let provider: (any IdentityProvider)?
  private let onRunning: @Sendable (Int) async -> Void

  /// How long a connection of HTTP/2 may be silent with nothing under way.
  static let idleSeconds: Int64 = 60

  /// A server of this desk.
  ///
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - limits: how much it takes of whom.
  ///   - metrics: where it counts how requests go; `/metrics` tells it.
  ///   - certificate: for TLS; nil leaves that to a proxy.
  ///   - isHTTPS: whether people reach it by https, through a proxy: then a browser's session goes
  ///     over TLS only.
  ///   - site: where people reach it, which links on pages lead to; nil for where the browser does.
  ///   - links: what sends links to sign in with; nil where no e-mail is sent.
  ///   - provider: by whose word members sign in; nil for nobody's.
  ///   - onRunning: told the port as soon as requests are taken.
  public init(
    desk: Desk, host: String, port: Int, logger: Logger, limits: Limits,
    metrics: MetricBook = MetricBook(),
    certificate: ServerCertificate? = nil, isHTTPS: Bool = false, site: String? = nil,
    links: (any LinkRequests)? = nil, provider: (any IdentityProvider)? = nil,
    onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    self.desk = desk
    self.host = host
    self.port = port
    self.logger = logger
    self.limits = limits
    (self.isHTTPS, self.site) = (isHTTPS, site)
    self.metrics = metrics
    self.certificate = certificate
    (self.links, self.provider) = (links, provider)
    self.onRunning = onRunning
  }

  /// Serves until shutdown is asked for; throws where the address cannot be had.
  public func run() async throws { try await application().run() }

  /// The server as Hummingbird runs and tests it.
  func application() throws -> Application<Front> {
    let onRunning = onRunning
    let front = try Front(
      desk: desk, logger: logger, limits: limits, metrics: metrics,
      isHTTPS: isHTTPS, speaksTLS: certificate != nil, site: site, links: links,
      provider: provider)
    return Application(
      responder: front,
      server: channel,
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: MaximumAvailableConnections(Limits.connections)),
      services: [front.observer] + (certificate.map { [$0.reloader] } ?? []),
      onServerRunning: { await onRunning($0.localAddress?.port ?? 0) }, logger: logger)
  }

  /// What a connection speaks.
  private var channel: HTTPServerBuilder {
    let guests = Guests(limit: limits.connectionsOfAddress)
    guard let certificate else {
      return HTTPServerBuilder { responder in
        CountedChannel(
          HTTP1Channel(responder: responder, configuration: Self.connection), guests)
      }
    }
    return HTTPServerBuilder { responder in
      CountedChannel(
        try TLSChannel(
          certificate,
          configuration: .init(
            idleTimeout: .seconds(Self.idleSeconds), gracefulCloseTimeout: .seconds(15),
            streamConfiguration: Self.connection), responder: responder), guests)
    }
  }

  /// How one connection is read and written, or one stream of HTTP/2.
  ///
  /// What is slow its deadlines end. A limit on silence beside them would end uploads that are not
  /// slow themselves, but wait until a busy server reads on.
  private static var connection: HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      additionalChannelHandlers: [
        OneAtATime(), BrokenHead(), WriteDeadline<HTTPResponsePart>(), ReadDeadline(),
        LingeringClose(), Departure(),
      ], idleTimeout: nil,
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: Limits.fieldBytes, maxHeaderListSize: Limits.headerBytes,
        maxHeaderFieldCount: Limits.fieldCount))
  }
}
