import ArgumentParser
import Logging
import Metrics
import ServiceLifecycle
import UnixSignals
import Witan
import WitanHTTP
import WitanNotify
import WitanOpenID
import WitanSQLite

/// `witan serve`: serves a data folder over HTTP, with the web pages, and keeps the clock.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve a data folder over HTTP, with the web pages.",
    usage: "witan serve [options]",
    discussion: examples(
      "witan serve", "witan serve --data ~/snakes --log json --log-level info",
      "witan serve --host 0.0.0.0 --port 443 --tls-certificate c.pem --tls-key k.pem",
      note: """
        Ends gracefully on Ctrl-C and SIGTERM. One server a folder; audits and
        backups of the folder work beside it. With a certificate it speaks TLS and
        HTTP/2, and reads the files anew each minute; else a proxy must bring TLS,
        and on this machine send X-Forwarded-For and X-Forwarded-Proto. With an
        authority it has a checkpoint time-stamped each day (see "audit timestamp").
        Witnesses (see "witness") are sent the checkpoint once the ledger has grown,
        every ten seconds at most; what they cosign is kept and served. Also said as
        WITAN_WITNESSES="URL KEY, URL KEY", or "witness = URL KEY" in the configuration.
        With a public URL of https, browsers keep sessions for TLS alone.
        """))

  @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
  var host = "127.0.0.1"
  @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "number"))
  var port = 8080
  @Option(
    help: ArgumentHelp("Where people reach it, if not there: https://...", valueName: "url"))
  var publicURL: String?
  @OptionGroup var limiting: LimitOptions
  @OptionGroup var logging: LogOptions
  @OptionGroup var tls: TLSOptions
  @OptionGroup var notifying: OutgoingOptions
  @OptionGroup var mailing: MailOptions
  @OptionGroup var openID: OpenIDOptions
  @OptionGroup var stamping: StampReach
  @OptionGroup var witnessing: WitnessOptions
  @OptionGroup var reach: FolderReach

  /// Refuses a port that is none.
  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("A port is a number from 0 to 65535.")
    }
  }

  /// Serves until told to end.
  func run() async throws {
    OpenFiles.raise()
    var folder = try reach.folder()
    folder.outgoing = notifying.rule
    let (authority, stamps) = (try stamping.authority(), try stamping.stamps(of: folder))
    let witnesses = try witnessing.witnesses()
    let site = try PublicURL.checked(publicURL ?? reach.publicURL())
    folder.site = site
    let mail = try mailing.server(publicURL: site)
    let provider = try openID.provider(publicURL: site)
    let logger = logging.logger
    let certificate = try tls.certificate(logger: logger)
    let metrics = MetricBook()
    // Before the archive is opened, which reports to whom it finds here.
    MetricsSystem.bootstrap(metrics)
    try await folder.open(.serving) { desk in
      var channels: [any NoticeChannel] = [WebhookChannel(world: .real, rule: notifying.rule)]
      var post: SignInPost?
      if let mail, let site {
        channels.append(MailChannel(desk: desk, server: mail, site: site, world: .real))
        post = SignInPost(desk: desk, server: mail, site: site, world: .real, logger: logger)
      }
      let server = server(
        desk, folder, metrics, certificate, logger, site: site, links: post,
        provider: provider)
      var services: [any Service] = [
        server, Clockwork(desk: desk, logger: logger),
        Notifier(desk: desk, channels: channels, logger: logger),
      ]
      if let post { services.append(post) }
      if let authority {
        services.append(
          DailyStamp(desk: desk, stamps: stamps, authority: authority, logger: logger))
      }
      if !witnesses.isEmpty {
        services.append(WitnessRounds(desk: desk, witnesses: witnesses, logger: logger))
      }
      let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
      do {
        try await group.run()
      } catch let error as any Error & CustomStringConvertible {
        throw Refusal.unavailable(reason: "Cannot serve on \(host):\(port): \(error).")
      }
    }
  }

  private func server(
    _ desk: Desk, _ folder: DataFolder, _ metrics: MetricBook, _ certificate: ServerCertificate?,
    _ logger: Logger, site: String?, links: SignInPost?, provider: OpenIDProvider?
  ) -> Server {
    let scheme = certificate == nil ? "http" : "https"
    let shown = host.contains(":") ? "[\(host)]" : host
    return Server(
      desk: desk, host: host, port: port, logger: logger, limits: limiting.limits,
      metrics: metrics, certificate: certificate,
      isHTTPS: site?.hasPrefix("https://") ?? false, site: site, links: links,
      provider: provider
    ) { port in
      Terminal.tell("Serving \(folder.path) on \(scheme)://\(shown):\(port) (end with Ctrl-C)")
    }
  }
}
