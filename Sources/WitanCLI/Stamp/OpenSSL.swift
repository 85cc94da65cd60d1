import Foundation
import Witan
import WitanHTTP

/// The program `openssl`, which makes and checks time stamps (RFC 3161).
enum OpenSSL {
  /// Runs it in a folder; gives what it printed, or nil where it ended with a fault.
  static func run(_ words: [String], in folder: String) async throws -> String? {
    let result = try await Confined.run(
      [try program()] + words, in: URL(fileURLWithPath: folder, isDirectory: true))
    return result.status == 0 ? String(decoding: result.output, as: UTF8.self) : nil
  }

  private static func program() throws(Refusal) -> String {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let paths = folders.map { "\($0)/openssl" } + ["/usr/bin/openssl"]
    guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw .unavailable(reason: "Time stamps need the program openssl: apt-get install openssl.")
    }
    return path
  }
}
