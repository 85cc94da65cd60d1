import Foundation
public import Witan

/// Cleans photos with Debian's libvips (package `libvips-tools`) in a process of its own.
///
/// A decoder fed by strangers is the likeliest way into a server, so it runs outside of it: as a
/// child with an empty environment, in a private folder that is removed afterwards, with limits on
/// memory, processor time, file size and the clock, two at once. What comes out was decoded and
/// encoded anew: turned upright, in sRGB, at most 2,048 pixels wide and high, with no metadata.
/// (docs/decisions/0003-photos-by-libvips.md)
public struct VipsPhotoLab: PhotoLab {
  private let folder: URL
  /// Who waits here has a photo on disk, not in memory.
  private let gate = Gate(limit: 2, waitingLimit: 256, name: "taken")
  /// Smaller photos for pages wait apart, so that they keep nobody from asking.
  private let smallGate = Gate(limit: 1, waitingLimit: 64, name: "shown")

  /// The most pixels of a photo as it comes.
  static let pixelLimit = 50_000_000
  /// The most pixels of a kept photo's longer side.
  static let sideLimit = 2_048

  /// A lab that works in the system's temporary folder.
  public init() { self.init(folder: FileManager.default.temporaryDirectory) }

  /// A lab that works in folders of its own below this one.
  init(folder: URL) { self.folder = folder }

  /// Cleans one photo; the result is of the same kind, and a JPEG for a HEIC.
  ///
  /// Refuses: more than 10 MiB (`tooLarge`); what is no JPEG, PNG, WebP or HEIC by its content, is
  /// something else as well, cut short or broken, or has more than 50 megapixels
  /// (`photoUnreadable`); anything while
  /// libvips is not installed (`unavailable`), or too many photos wait (`busy`).
  public func clean(_ photo: Upload) async throws -> CleanPhoto {
    guard photo.count <= CleanPhoto.uploadLimitBytes else {
      throw Refusal.tooLarge(field: "photo", limitBytes: CleanPhoto.uploadLimitBytes)
    }
    let head = try photo.prefix(HEICHead.limitBytes)
    guard let kind = PhotoKind(content: head) ?? (HEICHead.begins(head) ? .jpeg : nil) else {
      throw Refusal.photoUnreadable(reason: "it is no JPEG, PNG, WebP or HEIC")
    }
    if PhotoKind(content: head) == nil, let fault = try HEICItems.fault(photo.bytes()) {
      throw Refusal.photoUnreadable(reason: fault)
    }
    return try await atBench(photo, gate) { bench in
      if let other = try Polyglot.name(of: photo) {
        throw Refusal.photoUnreadable(reason: "it is \(other) as well")
      }
      _ = try await measure(bench)
      return try await develop(
        bench, kind, width: Self.sideLimit, height: Self.sideLimit)
    }
  }

  /// A kept photo at most this wide; decoded, like one that comes, outside of the server. Where
  /// none can be made, the photo itself: somebody waits to see it.
  public func scaled(_ photo: CleanPhoto, to width: PhotoWidth) async throws -> CleanPhoto {
    do {
      return try await atBench(Upload(photo.bytes), smallGate) { bench in
        guard try await measure(bench) > width.rawValue else { return photo }
        return try await develop(
          bench, photo.kind, width: width.rawValue, height: Self.sideLimit)
      }
    } catch is Refusal {
      return photo
    }
  }

  /// Works on a photo in a private folder, after waiting at a gate.
  private func atBench(
    _ photo: Upload, _ gate: Gate, _ work: (Bench) async throws -> CleanPhoto
  ) async throws -> CleanPhoto {
    guard let vips = Self.program("vips"), let vipsheader = Self.program("vipsheader") else {
      throw Refusal.unavailable(reason: "Photos cannot be taken: install libvips-tools.")
    }
    return try await gate.pass {
      let bench = try Bench(in: folder, vips: vips, vipsheader: vipsheader)
      defer { bench.clear() }
      try bench.take(photo)
      return try await work(bench)
    }
  }

  /// How wide a photo says it is; refuses one that says it has too many pixels, or none, before
  /// any is decoded.
  private func measure(_ bench: Bench) async throws -> Int {
    let result = try await Confined.run([bench.vipsheader, "in"], in: bench.folder)
    let text = String(decoding: result.output, as: UTF8.self)
    guard result.status == 0, let size = text.firstMatch(of: #/: (\d{1,9})x(\d{1,9}) /#),
      let width = Int(size.output.1), let height = Int(size.output.2), width > 0, height > 0
    else { throw Refusal.photoUnreadable(reason: "it is broken") }
    guard width * height <= Self.pixelLimit else {
      throw Refusal.photoUnreadable(
        reason: "it has \(width) x \(height) pixels, and at most 50 million are taken")
    }
    return width
  }

  /// Decodes and encodes anew, within this width and height.
  private func develop(
    _ bench: Bench, _ kind: PhotoKind, width: Int, height: Int
  ) async throws -> CleanPhoto {
    let output = "out.\(kind.fileExtension)"
    let result = try await Confined.run(
      [
        bench.vips, "thumbnail", "in", "\(output)[strip]", String(width),
        "--height", String(height), "--size", "down",
        "--export-profile", "srgb", "--fail-on", "error",
      ], in: bench.folder)
    guard result.status == 0 else {
      let isKilled = result.status == Confined.killed
      let reason = isKilled ? "it takes too long or too much" : "it is broken"
      throw Refusal.photoUnreadable(reason: reason)
    }
    var bytes = [UInt8](try Data(contentsOf: bench.folder.appending(path: output)))
    if kind == .webp {
      guard let bare = WebPChunks.withoutMetadata(bytes) else {
        throw Refusal.photoUnreadable(reason: "it is broken")
      }
      bytes = bare
    }
    guard PhotoKind(content: bytes) == kind else {
      throw Refusal.photoUnreadable(reason: "it is broken")
    }
    return CleanPhoto(bytes: bytes, kind: kind)
  }

  /// Where a program is installed; the environment is not asked.
  private static func program(_ name: String) -> String? {
    ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/\(name)" }
      .first(where: FileManager.default.isExecutableFile(atPath:))
  }
}

/// A private folder for one photo.
private struct Bench {
  let folder: URL
  /// Where the programs are.
  let vips: String
  let vipsheader: String
  /// Without an extension: the decoder goes by the content, as we do.
  var input: URL { folder.appending(path: "in") }

  init(in parent: URL, vips: String, vipsheader: String) throws {
    (self.vips, self.vipsheader) = (vips, vipsheader)
    var template = Array(parent.appending(path: "witan-photo-XXXXXX").path.utf8CString)
    guard let name = mkdtemp(&template) else {
      throw Refusal.unavailable(reason: "Photos cannot be taken: no temporary folder.")
    }
    folder = URL(filePath: String(cString: name))
  }

  /// Writes down what came, piece by piece.
  func take(_ photo: Upload) throws {
    try Data().write(to: input)
    let file = try FileHandle(forWritingTo: input)
    defer { try? file.close() }
    try photo.forEachPiece { try file.write(contentsOf: Data($0)) }
  }

  /// Nothing of the photo stays, whatever became of it.
  func clear() { try? FileManager.default.removeItem(at: folder) }
}
