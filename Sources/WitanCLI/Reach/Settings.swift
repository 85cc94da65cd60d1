import Foundation
import Witan

/// What a command works on.
enum Target: Equatable {
  case folder(String, as: String?)
  case server(String, token: String?)
}

/// What the environment and the configuration file say. A flag beats the environment, and the
/// environment beats the file.
struct Settings {
  private let environment: Source
  private let file: Source
  private let defaultFolder: String

  /// One place that says something; blank is not said.
  private struct Source {
    var data: String?
    var server: String?
    var token: String?
    var handle: String?
    var publicURL: String?
    var timestampAuthority: String?
    var timestampCertificates: String?
    var witnesses: [String] = []
  }

  /// Reads the variables and the file `$XDG_CONFIG_HOME/witan/config` (XDG Base Directory
  /// Specification 0.8); refuses a line that it does not know.
  init(environment: [String: String]) throws {
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let home = variable("HOME") ?? NSHomeDirectory()
    let config = variable("XDG_CONFIG_HOME") ?? "\(home)/.config"
    let share = variable("XDG_DATA_HOME") ?? "\(home)/.local/share"
    self.environment = Source(
      data: variable("WITAN_DATA"), server: variable("WITAN_SERVER"),
      token: variable("WITAN_TOKEN"), handle: variable("WITAN_AS"),
      publicURL: variable("WITAN_PUBLIC_URL"),
      timestampAuthority: variable("WITAN_TIMESTAMP_AUTHORITY"),
      timestampCertificates: variable("WITAN_TIMESTAMP_CA"),
      witnesses: (variable("WITAN_WITNESSES") ?? "").split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces)
      })
    file = try Self.read("\(config)/witan/config")
    defaultFolder = "\(share)/witan"
  }

  /// What a command with these options works on.
  func target(for reach: Reach) throws -> Target {
    let token = try reach.token ?? reach.tokenFile.map(Self.firstLine) ?? environment.token
    let handle = reach.handle ?? environment.handle ?? file.handle
    if let server = reach.server { return .server(server, token: token ?? fileToken(for: server)) }
    if let folder = reach.data { return .folder(folder, as: handle) }
    for source in [environment, file] {
      if source.data != nil && source.server != nil {
        throw Refusal.invalid(
          field: "data", reason: "both a data folder and a server are set; say --data or --server")
      }
      if let server = source.server {
        return .server(server, token: token ?? fileToken(for: server))
      }
      if let folder = source.data { return .folder(folder, as: handle) }
    }
    return .folder(defaultFolder, as: handle)
  }

  /// The data folder of a command that needs one and no server.
  func folder(for data: String?) -> DataFolder {
    DataFolder(path: data ?? environment.data ?? file.data ?? defaultFolder)
  }

  /// Where people reach the server that serves the folder; nil where nobody said.
  var publicURL: String? { environment.publicURL ?? file.publicURL }

  /// The time-stamp authority's address; nil for none.
  var timestampAuthority: String? { environment.timestampAuthority ?? file.timestampAuthority }

  /// The file of the certificates of authorities that are believed; nil where none is named.
  var timestampCertificates: String? {
    environment.timestampCertificates ?? file.timestampCertificates
  }

  /// Witnesses, each an address and a key.
  var witnesses: [String] {
    environment.witnesses.isEmpty ? file.witnesses : environment.witnesses
  }

  /// The file's token, which is sent to the file's server and to no other.
  private func fileToken(for server: String) -> String? {
    file.server == nil || file.server == server ? file.token : nil
  }

  private static func read(_ path: String) throws -> Source {
    var source = Source()
    guard FileManager.default.fileExists(atPath: path) else { return source }
    let text = String(decoding: try LocalFile.read(path), as: UTF8.self)
    for (number, line) in text.components(separatedBy: .newlines).enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let parts = line.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      switch (parts.first, parts.last) {
      case ("data"?, let value?) where parts.count == 2:
        source.data = (value as NSString).expandingTildeInPath
      case ("server"?, let value?) where parts.count == 2: source.server = value
      case ("token"?, let value?) where parts.count == 2: source.token = value
      case ("as"?, let value?) where parts.count == 2: source.handle = value
      case ("public-url"?, let value?) where parts.count == 2: source.publicURL = value
      case ("timestamp-authority"?, let value?) where parts.count == 2:
        source.timestampAuthority = value
      case ("timestamp-ca"?, let value?) where parts.count == 2:
        source.timestampCertificates = (value as NSString).expandingTildeInPath
      case ("witness"?, let value?) where parts.count == 2: source.witnesses.append(value)
      default:
        throw Refusal.invalid(
          field: "\(path), line \(number + 1)",
          reason: "\"key = value\" is needed, with data, server, token, as, public-url,"
            + " timestamp-authority, timestamp-ca or witness for the key")
      }
    }
    return source
  }

  private static func firstLine(of path: String) throws -> String {
    let text = String(decoding: try LocalFile.read(path), as: UTF8.self)
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
