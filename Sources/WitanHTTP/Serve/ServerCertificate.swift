public import Logging
import NIOCertificateReloading
import NIOSSL
public import Witan

/// The certificate under which a server speaks TLS itself: a chain and a key in PEM files, which
/// are read anew every minute, so that a renewed certificate is used without a new start.
public struct ServerCertificate: Sendable {
  /// Reads the files anew, as long as it runs.
  let reloader: TimedCertificateReloader
  /// TLS 1.2 and 1.3 with BoringSSL's own choice of ciphers.
  let configuration: TLSConfiguration

  /// How often the files are looked at.
  static let refreshSeconds = 60

  /// Reads a certificate; refuses files that cannot be read and a key that is not its own.
  ///
  /// - Parameters:
  ///   - chain: the path of the server's certificate, followed by those that lead to a root.
  ///   - key: the path of its private key.
  public init(chain: String, key: String, logger: Logger) throws(Refusal) {
    do {
      reloader = try TimedCertificateReloader.makeReloaderValidatingSources(
        refreshInterval: .seconds(Self.refreshSeconds),
        certificateSource: .init(location: .file(path: chain), format: .pem),
        privateKeySource: .init(location: .file(path: key), format: .pem), logger: logger)
      var configuration = try TLSConfiguration.makeServerConfiguration(
        certificateReloader: reloader)
      configuration.minimumTLSVersion = .tlsv12
      // BoringSSL has the last word on whether the two belong together.
      _ = try NIOSSLContext(configuration: configuration)
      self.configuration = configuration
    } catch {
      throw .invalid(
        field: "tls-certificate", reason: "\(chain) with the key \(key) cannot be used: \(error)")
    }
  }
}
