import Foundation
import Witan

/// Files of ours that must be there after a power cut: whole and new, or whole and old.
enum KeptFile {
  /// Puts a file in the place of another, for its owner's eyes alone.
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    let draft = path + ".draft"
    let descriptor = Foundation.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw refusal(path) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: Data(bytes))
    try file.synchronize()
    try file.close()
    try move(draft, to: path)
  }

  /// Gives a file another name, in place of one that bears it.
  static func move(_ draft: String, to path: String) throws {
    guard rename(draft, path) == 0 else { throw refusal(path) }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = Foundation.open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal(folder) }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw refusal(folder) }
  }

  /// What the system said just now.
  static func refusal(_ path: String) -> Refusal {
    .unavailable(reason: "\(path) cannot be written: \(String(cString: strerror(errno))).")
  }
}
