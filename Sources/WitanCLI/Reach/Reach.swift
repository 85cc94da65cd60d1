import ArgumentParser
import Foundation
import Witan

/// Where a command works, as whom, and in which form it prints: the options of every command.
struct Reach: ParsableArguments {
  @Option(help: ArgumentHelp("The data folder to work on.", valueName: "folder"))
  var data: String?

  @Option(help: ArgumentHelp("The server to work on.", valueName: "url"))
  var server: String?

  @Option(help: ArgumentHelp("Your token for the server (better: a file).", valueName: "token"))
  var token: String?

  @Option(help: ArgumentHelp("A file that holds your token.", valueName: "file"))
  var tokenFile: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "The member to act as in a data folder; the first steward unless told.", valueName: "handle"))
  var handle: String?

  @Flag(help: "Print JSON.")
  var json = false

  /// Refuses options that do not go together.
  func validate() throws {
    if data != nil && server != nil {
      throw ValidationError("Give --data or --server, not both.")
    }
    if token != nil && tokenFile != nil {
      throw ValidationError("Give --token or --token-file, not both.")
    }
    if data != nil && (token != nil || tokenFile != nil) {
      throw ValidationError("A token is for a server; in a data folder say --as HANDLE.")
    }
    if server != nil && handle != nil {
      throw ValidationError("On a server the token says who you are; --as is for a data folder.")
    }
  }

  /// The work with what these options, the environment and the configuration file say.
  func session() throws -> Session {
    let address =
      switch try target() {
      case .folder: try settings().publicURL
      case .server(let url, _): url
      }
    return Session(
      door: try door(), terminal: Terminal(isJSON: json),
      address: address.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
  }

  private func door() throws -> any Door {
    switch try target() {
    case .folder(let path, let handle):
      var folder = DataFolder(path: path)
      folder.site = try settings().publicURL
      return FolderDoor(folder: folder, handle: handle)
    case .server(let url, let token): return try ServerDoor(url: url, token: token)
    }
  }

  private func target() throws -> Target {
    try settings().target(for: self)
  }

  private func settings() throws -> Settings {
    try Settings(environment: ProcessInfo.processInfo.environment)
  }
}
