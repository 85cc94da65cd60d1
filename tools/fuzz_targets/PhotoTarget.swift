/// What is looked at of a photo in the server itself: the boxes of a HEIC and the chunks of a WebP.
/// Pixels are decoded elsewhere.
enum PhotoTarget {
  static func attempt(_ input: [UInt8]) {
    let isHEIC = HEICHead.begins(input)
    demand(!isHEIC || input.count >= 16, "a HEIC of no head")
    demand(
      HEICHead.begins(Array(input.prefix(HEICHead.limitBytes))) == isHEIC,
      "more than the beginning counts")
    _ = HEICItems.fault(input)
    guard let bare = WebPChunks.withoutMetadata(input) else { return }
    demand(bare.count <= input.count + 1, "it grew")
    demand(bare.count >= 12 && bare.starts(with: Array("RIFF".utf8)), "no WebP any more")
    let length = bare[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    demand(length == bare.count - 8, "it says another length")
    demand(WebPChunks.withoutMetadata(bare) == bare, "something was left the first time")
    for name in ["EXIF", "XMP ", "ICCP"] {
      demand(chunks(bare).allSatisfy { $0 != name }, "metadata is left")
    }
  }

  /// The names of the chunks, as another reader finds them.
  private static func chunks(_ bytes: [UInt8]) -> [String] {
    var (names, place): ([String], Int) = ([], 12)
    while place + 8 <= bytes.count {
      names.append(String(decoding: bytes[place..<place + 4], as: UTF8.self))
      let size = bytes[place + 4..<place + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
      place += 8 + size + size % 2
    }
    return names
  }
}
