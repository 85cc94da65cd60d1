import Foundation
import Logging
import Witan

/// Log lines as JSON, one object a line on stderr: `at`, `level`, `message`, and the line's own
/// fields; whole numbers stand as numbers.
struct JSONLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.notice
  private let now: @Sendable () -> Instant

  /// A log that takes its time from this world.
  init(world: World) { now = world.now }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one line.
  func log(event: LogEvent) {
    // One write a line, so that lines of several threads do not run into each other.
    try? FileHandle.standardError.write(contentsOf: Data(line(event).utf8))
  }

  /// The line as it is written, with its end.
  func line(_ event: LogEvent) -> String {
    var fields: [String: Value] = [
      "at": .text(now().text), "level": .text(event.level.rawValue),
      "message": .text("\(event.message)"),
    ]
    let own = metadata.merging(event.metadata ?? [:]) { $1 }
    for (name, value) in own where fields[name] == nil { fields[name] = Value(value) }
    if let error = event.error { fields["error"] = .text("\(type(of: error))") }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(fields) else { return "" }
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  /// A field's value.
  private enum Value: Encodable {
    case text(String)
    case number(Int)

    init(_ value: Logger.Metadata.Value) {
      if case .stringConvertible(let number as Int) = value {
        self = .number(number)
      } else {
        self = .text("\(value)")
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      }
    }
  }
}
