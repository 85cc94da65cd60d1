import Foundation
import Witan
import WitanSQLite
import WitanTesting

/// Runs a test with a folder of its own, which is removed afterwards.
func withFolder<Result>(_ body: (TemporaryFolder) async throws -> Result) async throws -> Result {
  let folder = try TemporaryFolder()
  defer { folder.remove() }
  return try await body(folder)
}

/// A new folder in the system's place for such.
struct TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var name = Array((NSTemporaryDirectory() + "/witan-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { throw CocoaError(.fileWriteUnknown) }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The archive's file.
  var file: String { path + "/witan.sqlite" }

  /// The archive again, once the queues of the one before have let it go.
  func reopenWhenFree() async throws -> SQLiteArchive {
    for _ in 0..<100_000 {
      do { return try reopen() } catch Refusal.folderInUse { await Task.yield() }
    }
    return try reopen()
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// A new archive, sealed as the exercise wants it.
  func create() throws -> SQLiteArchive {
    try SQLiteArchive.open(file, mode: .create(ID("snakes")), sealer: ArchiveExercise.seal)
  }

  /// The archive again.
  func reopen(_ mode: SQLiteArchive.Mode = .write) throws -> SQLiteArchive {
    try SQLiteArchive.open(file, mode: mode, sealer: ArchiveExercise.seal)
  }
}

/// Where a program of the machine is; prints a loud line when it is nowhere.
func program(_ name: String) -> String? {
  let found = ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + name }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  if found == nil { print("SKIPPED: \(name) IS NOT INSTALLED") }
  return found
}

/// Runs a program to its end; gives what it printed and its exit status.
func run(_ program: String, _ arguments: [String], in folder: String) throws -> (String, Int32) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let printed = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (String(decoding: printed, as: UTF8.self), process.terminationStatus)
}
