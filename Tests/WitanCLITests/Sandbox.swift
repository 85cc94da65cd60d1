import Foundation
import Testing

/// A folder of its own in which `witan` is run, without anything of the user's environment.
final class Sandbox: Sendable {
  /// What one run of the program gave.
  struct Run: Sendable {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The root of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Where everything of this test is; removed at its end.
  let folder: URL
  /// The data folder, which `found` makes.
  var data: String { folder.appending(path: "data").path }

  /// Makes the folder.
  init() throws {
    let name = "witan-cli-\(UUID().uuidString)"
    folder = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The built program, beside the test bundle.
  static func program() throws -> URL {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let places = [own.deletingLastPathComponent(), root.appending(path: ".build/debug")]
    let paths = places.map { $0.appending(path: "witan") }
    return try #require(paths.first { FileManager.default.isExecutableFile(atPath: $0.path) })
  }

  /// The environment of the program: nothing of the caller's but where programs are.
  private var variables: [String: String] {
    let own = ProcessInfo.processInfo.environment
    var variables = [
      "HOME": folder.path, "PATH": own["PATH"] ?? "/usr/bin:/bin", "WITAN_DATA": data,
    ]
    variables["LD_LIBRARY_PATH"] = own["LD_LIBRARY_PATH"]
    return variables
  }

  /// A process of the program that was not started yet; its outputs go to files.
  func process(_ words: [String], environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = try Self.program()
    process.arguments = words
    process.currentDirectoryURL = folder
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs the program to its end.
  func run(_ words: [String], environment: [String: String] = [:]) async throws -> Run {
    let files = ["out", "err"].map { folder.appending(path: "\(UUID().uuidString).\($0)") }
    let status = try await Child.run(
      try Self.program().path, words, environment: variables.merging(environment) { $1 },
      in: folder.path, output: files[0].path, errors: files[1].path)
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    for file in files { try FileManager.default.removeItem(at: file) }
    return Run(status: status, output: texts[0], errors: texts[1])
  }

  /// Runs the program to its end; the words are separated by blanks, quoted ones by `'`.
  func run(_ line: String, environment: [String: String] = [:]) async throws -> Run {
    try await run(Self.words(line), environment: environment)
  }

  /// Runs the program and expects that it succeeds.
  @discardableResult
  func done(_ line: String, sourceLocation: SourceLocation = #_sourceLocation) async throws
    -> String
  {
    let run = try await run(line)
    try #require(
      run.status == 0, "witan \(line): \(run.status)\n\(run.errors)", sourceLocation: sourceLocation
    )
    return run.output
  }

  /// Runs the program with `--json`, expects that it succeeds, and reads what it printed.
  func json(_ line: String, sourceLocation: SourceLocation = #_sourceLocation) async throws
    -> [String: Any]
  {
    let output = try await done("\(line) --json", sourceLocation: sourceLocation)
    let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
    return try #require(value as? [String: Any], sourceLocation: sourceLocation)
  }

  private static func words(_ line: String) -> [String] {
    line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap {
      $0.offset.isMultiple(of: 2)
        ? $0.element.split(separator: " ").map(String.init) : [String($0.element)]
    }
  }
}

extension Process {
  /// Starts the process and waits for its end without holding a thread.
  func runToEnd() async throws {
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      terminationHandler = { _ in continuation.resume() }
      do {
        try run()
      } catch {
        terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
  }
}
