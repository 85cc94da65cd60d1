import Foundation
import Logging
import NIOCertificateReloading
import NIOSSL
import Testing
import Witan

@testable import WitanHTTP

@Suite struct `A server's certificate` {
  /// Makes a certificate and its key in these files.
  private func make(_ chain: URL, _ key: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", key.path, "-out", chain.path, "-days", "2", "-subj", "/CN=localhost",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  @Test func `that was renewed is used, and a wrong pair is not`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (chain, key) = (folder.appending(path: "c.pem"), folder.appending(path: "k.pem"))
    let logger = Logger(label: "t") { _ in Silent() }
    try make(chain, key)
    let certificate = try ServerCertificate(chain: chain.path, key: key.path, logger: logger)
    func inUse() -> [NIOSSLCertificateSource]? {
      certificate.reloader.sslContextConfigurationOverride.certificateChain
    }
    let first = try #require(inUse())
    try certificate.reloader.reload()
    #expect(inUse() == first)
    try make(chain, key)
    try certificate.reloader.reload()
    let second = try #require(inUse())
    #expect(second != first)
    // A renewal that was caught half way: the old key beside the new certificate.
    let oldKey = try Data(contentsOf: key)
    try make(chain, key)
    try oldKey.write(to: key)
    #expect(throws: (any Error).self) { try certificate.reloader.reload() }
    #expect(inUse() == second)
    #expect(throws: Refusal.self) {
      try ServerCertificate(chain: chain.path, key: key.path, logger: logger)
    }
  }
}
