/// What a HEIC file holds, by the entries of its list of items (ISO/IEC 14496-12, 8.11.6).
///
/// libheif chooses the decoder by an item's type, whatever the file's brands say: one of another
/// codec would reach a decoder that nothing here needs.
enum HEICItems {
  /// HEVC, what is put together of it, and metadata.
  private static let known: Set<String> = [
    "hvc1", "grid", "iden", "iovl", "tmap", "Exif", "mime", "uri ",
  ]

  /// What is wrong with the items that a file names, for people; nil where there are some and each
  /// is known.
  static func fault(_ bytes: [UInt8]) -> String? {
    var count = 0
    for meta in boxes(bytes[...]) where meta.type == "meta" {
      for list in boxes(meta.content.dropFirst(4)) where list.type == "iinf" {
        let isLong = list.content.first != 0
        for item in boxes(list.content.dropFirst(isLong ? 8 : 6)) {
          guard item.type == "infe", let version = item.content.first, (2...3).contains(version)
          else { return broken }
          let type = item.content.dropFirst(version == 2 ? 8 : 10).prefix(4)
          guard known.contains(String(decoding: type, as: UTF8.self)) else { return foreign }
          count += 1
        }
      }
    }
    return count > 0 ? nil : broken
  }

  private static let broken = "it is broken"
  private static let foreign = "it holds pictures of another kind than HEIC's"

  /// The boxes that follow each other; ends at one that does not fit.
  private static func boxes(_ bytes: ArraySlice<UInt8>) -> [(
    type: String, content: ArraySlice<UInt8>
  )] {
    var found: [(type: String, content: ArraySlice<UInt8>)] = []
    var rest = bytes
    func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    while rest.count >= 8 {
      let type = String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self)
      var (size, head) = (number(rest.prefix(4)), 8)
      if size == 1 {
        guard rest.count >= 16 else { break }
        (size, head) = (number(rest.dropFirst(8).prefix(8)), 16)
      }
      // A box of size 0 goes on to the end.
      if size == 0 { size = UInt64(rest.count) }
      guard size >= UInt64(head), size <= UInt64(rest.count) else { break }
      let end = rest.startIndex + Int(size)
      found.append((type, rest[rest.startIndex + head..<end]))
      rest = rest[end...]
    }
    return found
  }
}
