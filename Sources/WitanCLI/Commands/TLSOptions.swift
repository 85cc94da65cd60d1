import ArgumentParser
import Logging
import WitanHTTP

/// Under which certificate a server speaks TLS, if it does so itself.
struct TLSOptions: ParsableArguments {
  @Option(
    name: .customLong("tls-certificate"),
    help: ArgumentHelp(
      "Speak TLS and HTTP/2 with this certificate and its chain (PEM).", valueName: "file"),
    completion: .file())
  var certificate: String?
  @Option(
    name: .customLong("tls-key"),
    help: ArgumentHelp("The certificate's private key (PEM).", valueName: "file"),
    completion: .file())
  var key: String?

  /// Refuses one without the other.
  func validate() throws {
    guard (certificate == nil) == (key == nil) else {
      throw ValidationError("--tls-certificate and --tls-key go together.")
    }
  }

  /// The certificate; nil where a proxy brings TLS, or nobody.
  func certificate(logger: Logger) throws -> ServerCertificate? {
    guard let certificate, let key else { return nil }
    return try ServerCertificate(chain: certificate, key: key, logger: logger)
  }
}
