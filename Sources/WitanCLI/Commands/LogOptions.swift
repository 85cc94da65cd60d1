import ArgumentParser
import Logging
import Witan

/// What a server says of its work, and how.
struct LogOptions: ParsableArguments {
  /// The forms of a line.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  /// The least that is logged (swift-log's levels).
  enum Level: String, CaseIterable, ExpressibleByArgument {
    case trace, debug, info, notice, warning, error, critical
  }

  @Option(name: .customLong("log"), help: ArgumentHelp("Log lines as text or json, on stderr."))
  var form = Form.text
  @Option(
    name: .customLong("log-level"),
    help: ArgumentHelp("The least that is logged; info has a line a request.", valueName: "level"))
  var level = Level.notice

  /// The log.
  var logger: Logger {
    let form = form
    var logger = Logger(label: "witan") { label -> any LogHandler in
      switch form {
      case .text: StreamLogHandler.standardError(label: label)
      case .json: JSONLog(world: .real)
      }
    }
    logger.logLevel = Logger.Level(rawValue: level.rawValue) ?? .notice
    return logger
  }
}
