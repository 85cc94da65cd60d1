import Foundation
import Ledger
import Testing

@testable import Witan

/// `tools/verify_dossier.py`, which was written apart from this program.
enum SecondVerifier {
  /// The folder of the project.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Whether these are run: where a Python is, and in CI always, so that one that is missing fails.
  static let isRun = python != nil || ProcessInfo.processInfo.environment["CI"] != nil

  /// A Python that has `cryptography`; nil for none.
  static let python: String? = {
    let environment = ProcessInfo.processInfo.environment
    let places =
      [environment["WITAN_VENV"], root.appending(path: ".venv").path].compactMap { $0 }
      .map { "\($0)/bin/python" } + ["/usr/bin/python3"]
    let found = places.first { path in
      guard FileManager.default.isExecutableFile(atPath: path) else { return false }
      return (try? run(path, ["-c", "import cryptography"]).status) == 0
    }
    if found == nil { print("SKIPPED: no python3 with cryptography is here (tools/setup --tests)") }
    return found
  }()

  /// Checks dossiers in one process; gives what it says, nothing where all hold.
  static func refusals(of dossiers: [Dossier]) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "witan-dossiers-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths: [String] = []
    for dossier in dossiers {
      let path = folder.appending(path: dossier.question.text)
      try write(dossier, to: path)
      paths.append(path.path)
    }
    let program = """
      import sys
      sys.dont_write_bytecode = True
      sys.path.insert(0, sys.argv[1])
      import verify_dossier as verifier
      for path in sys.argv[2:]:
          try:
              verifier.verify(verifier.Files(path), unsealed=True)
          except verifier.Refused as refused:
              print(path.split("/")[-1], refused)
      """
    let tools = root.appending(path: "tools").path
    let run = try run(try #require(python), ["-c", program, tools] + paths)
    return run.output + (run.status == 0 ? "" : "exit \(run.status)")
  }

  /// Writes a dossier's evidence as files, with their sums.
  static func write(_ dossier: Dossier, to folder: URL) throws {
    let sums = dossier.evidence.map { "\(SHA.sha256($0.bytes).hex)  \($0.name)\n" }.joined()
    for file in dossier.evidence + [Dossier.File("SHA256SUMS", text: sums)] {
      let path = folder.appending(path: file.name)
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: path)
    }
  }

  private static func run(_ path: String, _ words: [String]) throws -> (
    status: Int32, output: String
  ) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = words
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }
}
