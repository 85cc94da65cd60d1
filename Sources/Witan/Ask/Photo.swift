/// A photo's kind, told by its first bytes and never by its name.
public enum PhotoKind: String, CaseIterable, Sendable {
  case jpeg, png, webp

  /// The kind of these bytes, nil for none that is taken.
  public init?(content bytes: some Collection<UInt8>) {
    let head = Array(bytes.prefix(12))
    if head.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if head.starts(with: Array("RIFF".utf8)) && head.suffix(4) == Array("WEBP".utf8)[...] {
      self = .webp
    } else {
      return nil
    }
  }

  /// `image/jpeg` and so on.
  public var mediaType: String { "image/\(rawValue)" }
  /// `jpg`, `png`, `webp`.
  public var fileExtension: String { self == .jpeg ? "jpg" : rawValue }
}

/// A photo that may be kept: decoded and encoded anew, without metadata.
public struct CleanPhoto: Sendable {
  /// The picture's bytes.
  public let bytes: [UInt8]
  public let kind: PhotoKind

  /// Takes what a `PhotoLab` made.
  public init(bytes: [UInt8], kind: PhotoKind) {
    self.bytes = bytes
    self.kind = kind
  }
}

/// Where photos are cleaned before anybody sees them: position, camera and all other metadata
/// removed, orientation applied, size bounded.
public protocol PhotoLab: Sendable {
  /// Cleans one photo; refuses (`photoUnreadable`, `tooLarge`) what is no picture or too large.
  func clean(_ photo: Upload) async throws -> CleanPhoto

  /// A kept photo at most this wide, of the same kind; itself where it is no wider.
  func scaled(_ photo: CleanPhoto, to width: PhotoWidth) async throws -> CleanPhoto
}

/// How wide a photo is wanted where pages show it small; in pixels.
public enum PhotoWidth: Int, CaseIterable, Sendable {
  case small = 320
  case middle = 800
  case large = 1_600
}

extension CleanPhoto {
  /// The most bytes of one photo as it comes.
  public static let uploadLimitBytes = 10 << 20
}

extension PhotoLab {
  /// Cleans a photo that is in memory.
  public func clean(_ bytes: [UInt8]) async throws -> CleanPhoto { try await clean(Upload(bytes)) }
}
