/// The chunks of a WebP file (Google, WebP Container Specification), as libvips 8.14 writes an EXIF
/// chunk of its own making even into a stripped file.
enum WebPChunks {
  /// The picture's own chunks: still or animated, with its alpha channel.
  private static let kept: Set<String> = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"]
  /// Flags of `VP8X` that say that there is a colour profile, EXIF or XMP.
  private static let metadataFlags: UInt8 = 0x20 | 0x08 | 0x04

  /// The file without colour profile, EXIF, XMP and unknown chunks; nil for a malformed one.
  static func withoutMetadata(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 12, bytes.starts(with: Array("RIFF".utf8)) else { return nil }
    var body = Array("WEBP".utf8)
    var place = 12
    while place + 8 <= bytes.count {
      let name = String(decoding: bytes[place..<place + 4], as: UTF8.self)
      let size = number(bytes[place + 4..<place + 8])
      let end = place + 8 + size
      guard end <= bytes.count else { return nil }
      if kept.contains(name) {
        var chunk = Array(bytes[place..<end])
        if name == "VP8X", size >= 1 { chunk[8] &= ~metadataFlags }
        body += chunk + (size.isMultiple(of: 2) ? [] : [0])
      }
      place = end + size % 2
    }
    let count = body.count
    let length = (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    return Array("RIFF".utf8) + length + body
  }

  /// Four bytes, the lowest first.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
