import Witan

/// What else a picture's file is: there are formats whose readers look for their beginning anywhere
/// in a file, or at its end, so that one file is a picture and an archive, too.
///
/// What telephones add to their pictures is none of these: small films, depths, other pictures; nor
/// is what people write into captions, so that a page's words tell nothing: no browser takes a file
/// for a page that begins as a picture. By chance, one in a million of the largest photos bears a
/// sign.
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
    /// Where from its beginning a zip's entry says how it is packed; nil for no such entry.
    var method: Int?

    init(
      _ name: String, _ text: String, _ rest: [UInt8] = [], at place: Int? = nil,
      limit: Int? = nil, method: Int? = nil
    ) {
      self.name = name
      bytes = Array(text.utf8) + rest
      (self.place, self.limit, self.method) = (place, limit, method)
    }

    /// Whether it can begin at this byte of a file.
    func isAt(_ byte: Int) -> Bool {
      if let place { return byte == place }
      return limit.map { byte < $0 } ?? true
    }

    /// Whether it is in these bytes at this place.
    func isIn(_ file: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
      guard start + max(bytes.count, (method ?? -2) + 2) <= file.count,
        bytes.indices.allSatisfy({ small(file[start + $0]) == bytes[$0] })
      else { return false }
      guard let method else { return true }
      return zipMethods.contains(file[start + method]) && file[start + method + 1] == 0
    }
  }

  private static let signs = [
    Sign("a zip archive", "pk", [1, 2], method: 10),
    Sign("a RAR archive", "rar!", [0x1A, 0x07]),
    Sign("a 7z archive", "7z", [0xBC, 0xAF, 0x27, 0x1C]),
    Sign("a PHP archive", "__halt_compiler"),
    Sign("a PDF", "%pdf-1.", limit: 1_024),
    Sign("a PDF", "%pdf-2.", limit: 1_024),
    Sign("a PDF", "startxref"),
    // The head of a JPEG whose first length is the beginning of a comment.
    Sign("a script", "", [0xE0, 0x2F, 0x2A], at: 3),
    Sign("a tar archive", "ustar", at: 257),
    Sign("a disk image", "cd001", at: 32_769),
    Sign("a disk image", "cd001", at: 34_817),
  ]
  /// How many bytes tell a sign, at most.
  private static let longest = signs.map { max($0.bytes.count, ($0.method ?? 0) + 2) }.max() ?? 0
  /// How an entry of a zip may be packed (APPNOTE 4.4.5), as far as readers know.
  private static let zipMethods: Set<UInt8> = [0, 8, 9, 12, 14, 93, 95, 98]

  /// What the file is as well; nil for nothing known.
  static func name(of photo: Upload) throws -> String? {
    var (end, tail, found) = (0, [UInt8](), String?.none)
    try photo.forEachPiece { piece in
      guard found == nil else { return }
      let bytes = tail + piece
      found = name(in: bytes, from: end - tail.count)
      tail = Array(bytes.suffix(longest - 1))
      end += piece.count
    }
    return found
  }

  /// The first sign in a piece that begins at this byte of the file.
  private static func name(in bytes: [UInt8], from start: Int) -> String? {
    bytes.withUnsafeBufferPointer { bytes in
      for place in bytes.indices {
        // What none of them begins with is nearly everything.
        guard starts[Int(bytes[place])] else { continue }
        let sign = signs.first { $0.isAt(start + place) && $0.isIn(bytes, at: place) }
        if let sign { return sign.name }
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
}
