import ArgumentParser
import Metrics
import ServiceLifecycle
import UnixSignals
import Witan
import WitanHTTP
import WitanSQLite

/// `witan serve`: serves a data folder over HTTP, with the web pages, and keeps the clock.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve a data folder over HTTP, with the web pages.",
    usage: "witan serve [options]",
    discussion: examples(
      "witan serve", "witan serve --data ~/snakes --host 0.0.0.0 --port 8443",
      note: """
        Ends gracefully on Ctrl-C and SIGTERM. One server a folder; audits and
        backups of the folder work beside it. TLS is a proxy's work. With an
        authority it has a checkpoint time-stamped each day (see "audit timestamp").
        A proxy on this machine must send X-Forwarded-For and X-Forwarded-Proto.
        """))

  @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
  var host = "127.0.0.1"
  @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "number"))
  var port = 8080
  @OptionGroup var limiting: LimitOptions
  @OptionGroup var logging: LogOptions
  @OptionGroup var stamping: StampReach
  @OptionGroup var reach: FolderReach

  /// Refuses a port that is none.
  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("A port is a number from 0 to 65535.")
    }
  }

  /// Serves until told to end.
  func run() async throws {
    let folder = try reach.folder()
    let (authority, stamps) = (try stamping.authority(), try stamping.stamps(of: folder))
    let metrics = MetricBook()
    // Before the archive is opened, which reports to whom it finds here.
    MetricsSystem.bootstrap(metrics)
    try await folder.open(.serving) { desk in
      let replies = try SQLiteReplyBook(path: folder.repliesPath)
      do {
        try await services(desk, folder, replies, metrics, stamps, authority).run()
      } catch let error as any Error & CustomStringConvertible {
        throw Refusal.unavailable(reason: "Cannot serve on \(host):\(port): \(error).")
      }
    }
  }

  private func services(
    _ desk: Desk, _ folder: DataFolder, _ replies: SQLiteReplyBook, _ metrics: MetricBook,
    _ stamps: Stamps, _ authority: TimeAuthority?
  ) -> ServiceGroup {
    let logger = logging.logger
    let shown = host.contains(":") ? "[\(host)]" : host
    let server = Server(
      desk: desk, host: host, port: port, logger: logger, limits: limiting.limits,
      replies: replies, metrics: metrics
    ) { port in
      Terminal.tell("Serving \(folder.path) on http://\(shown):\(port) (end with Ctrl-C)")
    }
    var services: [any Service] = [server, Clockwork(desk: desk, logger: logger)]
    if let authority {
      services.append(
        DailyStamp(desk: desk, stamps: stamps, authority: authority, logger: logger))
    }
    return ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services,
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
  }
}
