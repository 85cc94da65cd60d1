import Foundation
import Testing

extension Sandbox {
  /// An authority of our own on this machine while the work lasts: its address, and the
  /// certificate by which it is believed.
  func withAuthority(
    _ work: (_ url: String, _ ca: String) async throws -> Void
  ) async throws {
    let tsa = folder.appending(path: "tsa").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", Self.root.appending(path: "tools/time_authority.py").path, tsa,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // A child of a thread that holds signals back holds them back too, but for this one.
    defer { kill(process.processIdentifier, SIGKILL) }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.trimmingCharacters(in: .newlines)), "no authority: \(line)")
    try await work("http://127.0.0.1:\(port)/", "\(tsa)/ca.pem")
  }

  /// What a line of the shell gives, in the sandbox's folder.
  func shell(_ line: String) async throws -> Run {
    let files = ["out", "err"].map { folder.appending(path: "\(UUID().uuidString).\($0)") }
    let status = try await Child.run(
      "bash", ["-c", line],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"],
      in: folder.path, output: files[0].path, errors: files[1].path)
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Run(status: status, output: texts[0], errors: texts[1])
  }
}
