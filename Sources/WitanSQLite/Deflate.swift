import CZlib

/// Attachments as zlib streams (RFC 1950), as SQLite's archive format wants them
/// (https://www.sqlite.org/sqlar.html): data of the stated size is raw, shorter data is a stream.
enum Deflate {
  /// The most bytes of one attachment, unpacked.
  static let limitBytes = 128 << 20

  /// Below this a stream's own 11 bytes leave nothing to gain.
  private static let shortest = 64
  /// So much is tried quickly before all of it is tried slowly.
  private static let probeBytes = 64 << 10
  /// Content up to here is packed as tightly as can be; larger at zlib's own middle level, which
  /// costs a fraction of the time for about one hundredth more bytes.
  private static let tightBytes = 1 << 20

  /// A stream shorter than the content; nil where packing does not pay, as with photos.
  static func pack(_ content: [UInt8]) -> [UInt8]? {
    guard content.count >= shortest else { return nil }
    if content.count > probeBytes {
      let probe = stream(content.prefix(probeBytes), level: 1)
      guard let probe, probe.count < probeBytes - probeBytes / 32 else { return nil }
    }
    let packed = stream(content[...], level: content.count <= tightBytes ? 9 : 6)
    guard let packed, packed.count < content.count else { return nil }
    return packed
  }

  /// The content of a stream; nil unless it is exactly `size` bytes. Never makes more than that.
  /// A stream may be longer than its content, as `sqlite3 -A` and others read it too; not of equal
  /// length, as that is raw.
  static func unpack(_ packed: [UInt8], size: Int) -> [UInt8]? {
    guard (1...limitBytes).contains(size), packed.count != size else { return nil }
    var isWhole = false
    let content = [UInt8](unsafeUninitializedCapacity: size) { target, count in
      var made = uLongf(size)
      var used = uLong(packed.count)
      let status = uncompress2(target.baseAddress, &made, packed, &used)
      isWhole = status == Z_OK && Int(made) == size && Int(used) == packed.count
      count = isWhole ? size : 0
    }
    return isWhole ? content : nil
  }

  /// A stream at a level of 1 to 9; nil when zlib finds no memory.
  private static func stream(_ content: ArraySlice<UInt8>, level: CInt) -> [UInt8]? {
    let bound = Int(compressBound(uLong(content.count)))
    let packed = [UInt8](unsafeUninitializedCapacity: bound) { target, count in
      var made = uLongf(bound)
      let status = content.withUnsafeBufferPointer {
        compress2(target.baseAddress, &made, $0.baseAddress, uLong($0.count), level)
      }
      count = status == Z_OK ? Int(made) : 0
    }
    return packed.isEmpty ? nil : packed
  }
}
