import Foundation
import Witan

/// Files that the command line names.
enum LocalFile {
  /// The bytes of a file; refuses what cannot be read and more than `limit` bytes.
  static func read(_ path: String, limit: Int = 64 << 20) throws -> [UInt8] {
    let handle: FileHandle
    do {
      handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    } catch {
      throw Failure(.badInput, "The file \(path) cannot be read.", code: "file")
    }
    defer { try? handle.close() }
    // One byte more than allowed tells a large file from one that just fits.
    guard let content = try? handle.read(upToCount: limit + 1) else { return [] }
    guard content.count <= limit else { throw Refusal.tooLarge(field: path, limitBytes: limit) }
    return Array(content)
  }

  /// The bytes of a photo, within the limit of what the API takes.
  static func photo(_ path: String) throws -> [UInt8] {
    try read(path, limit: CleanPhoto.uploadLimitBytes)
  }

  /// Writes a new file or replaces one, whole or not at all.
  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Failure(.badInput, "The file \(path) cannot be written.", code: "file")
    }
  }
}
