import ArgumentParser
import Logging
import ServiceLifecycle
import UnixSignals
import Witan
import WitanHTTP

/// `witan witness serve`: a witness over HTTP.
struct WitnessServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve a witness over HTTP (C2SP tlog-witness).",
    usage: "witan witness serve <folder> [options]",
    discussion: examples(
      "witan witness serve ~/witness", "witan witness serve ~/witness --host 0.0.0.0 --port 8090",
      note: """
        Answers POST /add-checkpoint: 200 with a cosignature, 409 with the size that
        it knows, 404 for another ledger, 403 for another key, 422 for a proof that
        does not hold. Ends on Ctrl-C and SIGTERM. TLS is a proxy's work.
        """))

  @Argument(help: "The witness's folder.", completion: .directory)
  var folder: String
  @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
  var host = "127.0.0.1"
  @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "number"))
  var port = 8090

  /// Refuses a port that is none.
  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("A port is a number from 0 to 65535.")
    }
  }

  /// Serves until told to end.
  func run() async throws {
    let witness = WitnessFolder(path: folder)
    let name = try witness.sheet().name
    var logger = Logger(label: "witan", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .notice
    let shown = host.contains(":") ? "[\(host)]" : host
    let server = WitnessServer(host: host, port: port, logger: logger) { port in
      Terminal.tell("Witness \(name) on http://\(shown):\(port) (end with Ctrl-C)")
    } cosign: { request in
      try await witness.cosign(request, world: .real)
    }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    do {
      try await group.run()
    } catch let error as any Error & CustomStringConvertible {
      throw Refusal.unavailable(reason: "Cannot serve on \(host):\(port): \(error).")
    }
  }
}
