/// The first box of a HEIC file (ISO/IEC 23008-12): what telephones save photos as, and what
/// becomes a JPEG here, as few browsers show it.
enum HEICHead {
  /// Still pictures in HEVC. AVIF, sequences and other files of the same family are not taken: each
  /// codec is one more decoder that strangers reach.
  private static let brands: Set<String> = ["heic", "heix"]
  /// The brand of any picture of the family; what it holds is told by the other brands.
  private static let family: Set<String> = ["mif1"]
  /// The longest list of brands that is read, in bytes of the file's beginning.
  static let limitBytes = 256

  /// Whether the bytes begin as a HEIC does.
  static func begins(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 16, bytes[4..<8].elementsEqual("ftyp".utf8) else { return false }
    let size = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
    guard size >= 16, size <= min(limitBytes, bytes.count), size.isMultiple(of: 4) else {
      return false
    }
    // The main brand, its version, and then the others with which the file is compatible.
    let names = stride(from: 8, to: size, by: 4).map {
      String(decoding: bytes[$0..<$0 + 4], as: UTF8.self)
    }
    if brands.contains(names[0]) { return true }
    return family.contains(names[0]) && names.dropFirst(2).contains(where: brands.contains)
      && !names.contains { $0.hasPrefix("avi") }
  }
}
