import ArgumentParser
import Foundation

/// The options of what has checkpoints stamped.
struct StampReach: ParsableArguments {
  @Option(
    help: ArgumentHelp("A time-stamp authority's address (RFC 3161).", valueName: "url"))
  var timestampAuthority: String?
  @Option(
    help: ArgumentHelp("Certificates of authorities that are believed (PEM).", valueName: "file"))
  var timestampCa: String?

  /// The authority that this option, the environment or the configuration file names; nil for none.
  func authority() throws -> TimeAuthority? {
    let url = try timestampAuthority ?? settings().timestampAuthority
    return try url.map { try TimeAuthority(url: $0) }
  }

  /// The stamps of a folder, checked against the certificates that are named so.
  func stamps(of folder: DataFolder) throws -> Stamps {
    Stamps(of: folder, authorities: try timestampCa ?? settings().timestampCertificates)
  }

  private func settings() throws -> Settings {
    try Settings(environment: ProcessInfo.processInfo.environment)
  }
}
