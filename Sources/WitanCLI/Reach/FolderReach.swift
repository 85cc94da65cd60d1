import ArgumentParser
import Foundation

/// The options of a command that works on a data folder itself.
struct FolderReach: ParsableArguments {
  @Option(help: ArgumentHelp("The data folder.", valueName: "folder"))
  var data: String?

  /// The folder that this option, the environment or the configuration file names.
  func folder() throws -> DataFolder {
    try Settings(environment: ProcessInfo.processInfo.environment).folder(for: data)
  }

  /// Where people reach the server, as the environment or the configuration file says.
  func publicURL() throws -> String? {
    try Settings(environment: ProcessInfo.processInfo.environment).publicURL
  }
}
