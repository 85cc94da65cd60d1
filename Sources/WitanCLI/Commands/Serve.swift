import ArgumentParser
import Logging
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
  @OptionGroup var stamping: StampReach
  @OptionGroup var reach: FolderReach

  /// Refuses a port that is none.
  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("A port is a number from 0 to 65535.")
    }
    if let publicURL, !publicURL.hasPrefix("https://"), !publicURL.hasPrefix("http://") {
      throw ValidationError("A public URL begins with https:// or http://.")
    }
  }

  /// Serves until told to end.
  func run() async throws {
    let folder = try reach.folder()
    let (authority, stamps) = (try stamping.authority(), try stamping.stamps(of: folder))
    let isHTTPS = try (publicURL ?? reach.publicURL())?.hasPrefix("https://") ?? false
    try await folder.open(.serving) { desk in
      let replies = try SQLiteReplyBook(path: folder.repliesPath)
      do {
        try await services(desk, folder, replies, stamps, authority, isHTTPS: isHTTPS).run()
      } catch let error as any Error & CustomStringConvertible {
        throw Refusal.unavailable(reason: "Cannot serve on \(host):\(port): \(error).")
      }
    }
  }

  private func services(
    _ desk: Desk, _ folder: DataFolder, _ replies: SQLiteReplyBook, _ stamps: Stamps,
    _ authority: TimeAuthority?, isHTTPS: Bool
  ) -> ServiceGroup {
    var logger = Logger(label: "witan", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .notice
    let shown = host.contains(":") ? "[\(host)]" : host
    let server = Server(
      desk: desk, host: host, port: port, logger: logger, limits: limiting.limits,
      replies: replies, isHTTPS: isHTTPS
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
