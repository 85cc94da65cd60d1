import Foundation

@testable import WitanHTTP

/// HEIC files for tests: a real one, and what can be done to it.
struct HEICFile {
  var bytes: [UInt8]

  /// A picture of libvips's making (by libheif and x265), with what metadata it has.
  init(of picture: String) throws {
    var template = Array("/tmp/witan-heic-test-XXXXXX".utf8CString)
    guard let name = mkdtemp(&template) else { throw POSIXError(.EIO) }
    let folder = String(cString: name)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try run("vips", ["copy", picture, "\(folder)/a.heic"])
    bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/a.heic")))
  }

  /// A number of this many bytes, the highest first.
  func number(at place: Int, _ count: Int) -> Int {
    bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func put(_ number: Int, at place: Int, _ count: Int) {
    for step in 0..<count { bytes[place + step] = UInt8(number >> (8 * (count - 1 - step)) & 0xFF) }
  }

  /// Where the box of this name begins, with its size before it.
  func box(_ name: String) -> Int? {
    bytes.firstRange(of: Array(name.utf8)).map { $0.lowerBound - 4 }
  }

  /// The same file that says to have this size in pixels (`ispe`, ISO/IEC 23008-12 6.5.3).
  func saying(width: Int, height: Int) -> [UInt8] {
    var file = self
    guard let size = box("ispe") else { return [] }
    file.put(width, at: size + 12, 4)
    file.put(height, at: size + 16, 4)
    return file.bytes
  }

  /// The same file with another main brand and others beside it.
  func branded(_ main: String, _ others: String) -> [UInt8] {
    let size = number(at: 0, 4)
    var names = Array((main + "\0\0\0\0" + others).utf8)
    while names.count < size - 8 { names += Array("miaf".utf8) }
    var file = bytes
    file.replaceSubrange(8..<size, with: names.prefix(size - 8))
    return file
  }

  /// The same picture, to be turned by quarters against the clock when shown (`irot`, 6.5.10).
  ///
  /// A box is added to the properties and named by the first item's list of them; what lies behind
  /// moves, and the places in `iloc` with it.
  func turned(quarters: UInt8) -> [UInt8] {
    var file = self
    guard let meta = box("meta"), let list = box("ipco"), let names = box("ipma"),
      let parent = box("iprp")
    else { return [] }
    let kinds = countBoxes(from: list + 8, to: list + number(at: list, 4))
    let added = 9 + 1
    // The item's list: version and flags, how many items, an item, how many properties.
    let counter = names + 8 + 4 + 4 + 2
    file.put(number(at: counter, 1) + 1, at: counter, 1)
    for (box, more) in [(meta, added), (parent, added), (list, 9), (names, 1)] {
      file.put(number(at: box, 4) + more, at: box, 4)
    }
    file.movePlaces(by: added)
    let named = counter + 1 + number(at: counter, 1)
    file.bytes.insert(0x80 | UInt8(kinds + 1), at: named)
    file.bytes.insert(
      contentsOf: [0, 0, 0, 9] + Array("irot".utf8) + [quarters], at: list + number(at: list, 4))
    return file.bytes
  }

  private func countBoxes(from start: Int, to end: Int) -> Int {
    var (place, count) = (start, 0)
    while place < end {
      place += number(at: place, 4)
      count += 1
    }
    return count
  }

  /// Adds to all places in the file that `iloc` tells (ISO/IEC 14496-12 8.11.3).
  private mutating func movePlaces(by step: Int) {
    guard let box = box("iloc") else { return }
    let version = bytes[box + 8]
    let (offset, length) = (Int(bytes[box + 12] >> 4), Int(bytes[box + 12] & 15))
    let (base, index) = (Int(bytes[box + 13] >> 4), Int(bytes[box + 13] & 15))
    var place = box + 16
    for _ in 0..<number(at: box + 14, 2) {
      place += 2 + (version > 0 ? 2 : 0) + 2
      if base > 0 { put(number(at: place, base) + step, at: place, base) }
      place += base
      let extents = number(at: place, 2)
      place += 2
      for _ in 0..<extents {
        place += index
        if base == 0 { put(number(at: place, offset) + step, at: place, offset) }
        place += offset + length
      }
    }
  }
}
