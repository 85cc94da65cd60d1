import Foundation
import Testing

extension Sandbox {
  /// A new token for each of these members.
  func tokens(_ handles: [String]) async throws -> [String: String] {
    var tokens: [String: String] = [:]
    for handle in handles {
      tokens[handle] = try await done("token \(handle)").trimmingCharacters(in: .newlines)
    }
    return tokens
  }

  /// Serves the data folder on a free port while the work lasts, and expects a graceful end; gives
  /// all that the server said on stderr.
  @discardableResult
  func serving(
    _ words: [String] = [], _ work: (String) async throws -> Void
  ) async throws -> String {
    let server = try process(["serve", "--port", "0"] + words)
    let errors = Pipe()
    server.standardOutput = FileHandle.nullDevice
    server.standardError = errors
    let (ends, ended) = AsyncStream.makeStream(of: Int32.self)
    server.terminationHandler = { process in
      ended.yield(process.terminationStatus)
      ended.finish()
    }
    try server.run()
    // A server whose pipe nobody empties would wait.
    let (said, mouth) = AsyncStream.makeStream(of: Data.self)
    let source = errors.fileHandleForReading
    Thread.detachNewThread {
      while case let part = source.availableData, !part.isEmpty { mouth.yield(part) }
      mouth.finish()
    }
    var parts = said.makeAsyncIterator()
    var text = ""
    var address: String?
    while address == nil {
      text += String(decoding: try #require(await parts.next(), "it ended: \(text)"), as: UTF8.self)
      address = text.firstMatch(of: #/on (https?:\S+) /#).map { String($0.output.1) }
    }
    let failure: (any Error)?
    do {
      try await work(try #require(address))
      failure = nil
    } catch {
      failure = error
    }
    server.terminate()
    for await status in ends { #expect(status == 0) }
    while let part = await parts.next() { text += String(decoding: part, as: UTF8.self) }
    if let failure { throw failure }
    return text
  }

  /// What curl gives for these words.
  func curl(_ words: [String]) async throws -> Run {
    let files = ["out", "err"].map { folder.appending(path: "\(UUID().uuidString).\($0)") }
    let status = try await Child.run(
      "curl", ["--silent", "--show-error", "--max-time", "30"] + words,
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path], in: folder.path,
      output: files[0].path, errors: files[1].path)
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Run(status: status, output: texts[0], errors: texts[1])
  }
}
