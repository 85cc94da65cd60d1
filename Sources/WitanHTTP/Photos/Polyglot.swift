import Witan

/// What else a picture's file is: there are formats whose readers look for their beginning anywhere
/// in a file, or at its end, so that one file is a picture and an archive, a page or a program.
///
/// What telephones add to their pictures is none of these: small films, depths, other pictures.
enum Polyglot {
  /// Where readers of a format find it.
  private struct Sign {
    let name: String
    /// In small letters, as letters are compared.
    let bytes: [UInt8]
    /// Its only place; nil for anywhere.
    var place: Int?
    /// It begins before this byte; nil for anywhere.
    var limit: Int?

    init(
      _ name: String, _ text: String, _ rest: [UInt8] = [], at place: Int? = nil, limit: Int? = nil
    ) {
      self.name = name
      bytes = Array(text.utf8) + rest
      (self.place, self.limit) = (place, limit)
    }

    /// Whether it can begin at this byte of a file.
    func isAt(_ byte: Int) -> Bool {
      if let place { return byte == place }
      return limit.map { byte < $0 } ?? true
    }
  }

  private static let signs = [
    Sign("a RAR archive", "rar!", [0x1A, 0x07]),
    Sign("a 7z archive", "7z", [0xBC, 0xAF, 0x27, 0x1C]),
    Sign("a PHP archive", "__halt_compiler"),
    Sign("a program", "<?php"),
    Sign("a page", "<script"),
    Sign("a page", "<!doctype html"),
    Sign("a page", "<html", limit: 4_096),
    Sign("a PDF", "%pdf-", limit: 1_024),
    // The head of a JPEG whose first length is the beginning of a comment.
    Sign("a script", "", [0xE0, 0x2F, 0x2A], at: 3),
    Sign("a tar archive", "ustar", at: 257),
    Sign("a disk image", "cd001", at: 32_769),
  ]
  private static let longest = signs.map(\.bytes.count).max() ?? 0

  /// What the file is as well; nil for nothing known.
  static func name(of photo: Upload) throws -> String? {
    var (end, tail, found) = (0, [UInt8](), String?.none)
    try photo.forEachPiece { piece in
      guard found == nil else { return }
      let known = tail.suffix(longest - 1)
      found = name(in: known + piece, from: end - known.count)
      tail = Array((tail + piece).suffix(zipTail))
      end += piece.count
    }
    return found ?? (isZip(tail, of: end) ? "a zip archive" : nil)
  }

  /// The first sign in a piece that begins at this byte of the file.
  private static func name(in bytes: [UInt8], from start: Int) -> String? {
    bytes.withUnsafeBufferPointer { bytes in
      for place in bytes.indices {
        // What none of them begins with is nearly everything.
        guard starts[Int(bytes[place])] else { continue }
        for sign in signs where sign.isAt(start + place) {
          guard place + sign.bytes.count <= bytes.count else { continue }
          let isThere = sign.bytes.indices.allSatisfy {
            small(bytes[place + $0]) == sign.bytes[$0]
          }
          if isThere { return sign.name }
        }
      }
      return nil
    }
  }

  /// By byte: whether a sign begins with it.
  private static let starts: [Bool] = (0...255).map { byte in
    signs.contains { $0.bytes.first == small(UInt8(byte)) }
  }

  private static func small(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  /// The record at a zip's end: 22 bytes and up to 65,535 of a comment (APPNOTE 4.3.16).
  private static let zipTail = 22 + 65_535

  /// Whether an archive's directory ends near the end, as zip, jar, apk and office files have it;
  /// by the last bytes of a file of this length.
  private static func isZip(_ tail: [UInt8], of count: Int) -> Bool {
    func number(_ place: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(tail[place + $1]) << (8 * $1) }
    }
    guard tail.count >= 22 else { return false }
    return (0...tail.count - 22).contains { place in
      // On no other disk, and the directory lies before its end.
      tail[place] == 0x50 && number(place, 4) == 0x0605_4B50 && number(place + 4, 4) == 0
        && number(place + 12, 4) <= count - tail.count + place
    }
  }
}
