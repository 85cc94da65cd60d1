import CZlib
package import Witan

/// A zip file (PKWARE APPNOTE 6.3): what every system opens without a tool of ours.
///
/// Written here, as it is a frame of two pages around zlib, which the house links anyhow; a package
/// for it would bring more code than it saves. No zip64: what is packed is far below 4 GiB.
package struct ZipFile {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0
  private let stamp: [UInt8]

  /// The most files (APPNOTE 4.4.21).
  static let mostFiles = 65_534

  /// An empty one; all files bear this instant, in UTC.
  package init(at instant: Instant) {
    // DOS time (APPNOTE 4.4.6): two seconds' steps, years from 1980.
    let digits = instant.text.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
    let (year, month, day) = (max(1980, min(2107, digits[0])), digits[1], digits[2])
    let time = digits[3] << 11 | digits[4] << 5 | digits[5] / 2
    stamp = Self.two(time) + Self.two((year - 1980) << 9 | month << 5 | day)
  }

  /// Adds a file, deflated where that pays.
  package mutating func add(_ name: String, _ content: [UInt8]) throws {
    guard count < Self.mostFiles else {
      throw Dossier.tooLarge(isWhole: false)
    }
    count += 1
    let packed = Self.deflated(content)
    let stored = packed ?? content
    let sum = content.withUnsafeBufferPointer {
      Int(crc32(0, $0.baseAddress, uInt($0.count)))
    }
    // Needed: version 2.0. Flag 11: names are UTF-8. Method 8 is deflate, 0 none.
    let head =
      Self.two(20) + Self.two(0x0800) + Self.two(packed == nil ? 0 : 8) + stamp + Self.four(sum)
      + Self.four(stored.count) + Self.four(content.count) + Self.two(name.utf8.count)
      + Self.two(0)
    // Made by Unix (3): a plain file that all may read.
    directory += Self.four(0x0201_4B50) + Self.two(0x0314) + head + Self.two(0) + Self.two(0)
    directory += Self.two(0) + Self.four(0o100644 << 16) + Self.four(body.count) + Array(name.utf8)
    body += Self.four(0x0403_4B50) + head + Array(name.utf8) + stored
  }

  /// The whole file.
  package var bytes: [UInt8] {
    let end =
      Self.four(0x0605_4B50) + Self.two(0) + Self.two(0) + Self.two(count) + Self.two(count)
      + Self.four(directory.count) + Self.four(body.count) + Self.two(0)
    return body + directory + end
  }

  /// A deflate stream that is shorter than the content; nil where there is none. zlib's own stream
  /// (RFC 1950) has two bytes before it and four after it.
  private static func deflated(_ content: [UInt8]) -> [UInt8]? {
    let bound = Int(compressBound(uLong(content.count)))
    let stream = [UInt8](unsafeUninitializedCapacity: bound) { target, count in
      var made = uLongf(bound)
      let status = compress2(target.baseAddress, &made, content, uLong(content.count), 9)
      count = status == Z_OK ? Int(made) : 0
    }
    guard stream.count > 6, stream.count - 6 < content.count else { return nil }
    return Array(stream[2..<stream.count - 4])
  }

  private static func two(_ number: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
  }

  private static func four(_ number: Int) -> [UInt8] { two(number) + two(number >> 16) }
}
