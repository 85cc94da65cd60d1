import Foundation
import Testing
import Witan

@testable import WitanHTTP

@Suite(.enabled(if: isInstalled("vips") && isInstalled("exiftool")))
struct `HEIC photos` {
  private static let source = House.root.appending(path: "fixtures/demo/photo.jpg").path

  private func size(_ photo: CleanPhoto) throws -> String {
    let file = "/tmp/witan-heic-\(UUID().uuidString).\(photo.kind.fileExtension)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try Data(photo.bytes).write(to: URL(filePath: file))
    return try run("exiftool", ["-a", "-s3", "-ImageSize", "-GPS*", "-EXIF:*", file])
      .trimmingCharacters(in: .newlines)
  }

  private func refusal(_ bytes: [UInt8]) async -> Refusal? {
    do {
      _ = try await VipsPhotoLab().clean(bytes)
      return nil
    } catch {
      return error as? Refusal
    }
  }

  @Test func `become JPEG, turned as they say, and tell nothing more`() async throws {
    let file = try HEICFile(of: Self.source)
    try #require(String(decoding: file.bytes, as: UTF8.self).contains("Exif"))
    // What is turned in a HEIC is said by the file itself; the EXIF field is not for readers.
    for (bytes, expected) in [
      (file.bytes, "1200x1600"), (file.turned(quarters: 1), "1600x1200"),
      (file.turned(quarters: 2), "1200x1600"), (file.turned(quarters: 3), "1600x1200"),
    ] {
      let photo = try await VipsPhotoLab().clean(bytes)
      #expect(photo.kind == .jpeg)
      #expect(try size(photo) == expected)
    }
  }

  @Test func `of another codec or kind are refused by their brands`() async throws {
    let file = try HEICFile(of: Self.source)
    #expect(HEICHead.begins(file.bytes))
    #expect(HEICHead.begins(file.branded("mif1", "mif1heic")))
    let none = Refusal.photoUnreadable(reason: "it is no JPEG, PNG, WebP or HEIC")
    for (main, others) in [
      ("avif", "mif1miaf"), ("mif1", "avifheic"), ("mif1", "mif1miaf"), ("hevc", "heicmsf1"),
      ("isom", "heicmp42"), ("qt  ", "heic"), ("HEIC", "HEIC"),
    ] {
      #expect(await refusal(file.branded(main, others)) == none, "\(main) \(others)")
    }
    for count in 0...27 { #expect(await refusal(Array(file.bytes.prefix(count))) == none) }
    #expect(await refusal([0x7F, 0xFF, 0xFF, 0xFC] + file.bytes.dropFirst(4)) == none)
  }

  @Test func `that hold a picture of another codec under HEIC's brands are refused`() async throws {
    let file = try HEICFile(of: Self.source)
    #expect(HEICItems.fault(file.bytes) == nil)
    let entry = try #require(file.bytes.firstRange(of: Array("infe".utf8))?.upperBound)
    let kind = try #require(file.bytes[entry...].firstRange(of: Array("hvc1".utf8)))
    for other in ["av01", "jpeg", "vvc1", "unci", "j2k1"] {
      var bytes = file.bytes
      bytes.replaceSubrange(kind, with: Array(other.utf8))
      #expect(HEICHead.begins(bytes) && HEICItems.fault(bytes) != nil, "\(other)")
      #expect(
        await refusal(bytes)
          == .photoUnreadable(reason: "it holds pictures of another kind than HEIC's"))
    }
    // Cut anywhere, and with any length spoilt, it is looked at to its end and no further.
    for place in 0..<min(600, file.bytes.count) {
      _ = HEICItems.fault(Array(file.bytes.prefix(place)))
      var bytes = file.bytes
      bytes[place] = 0xFF
      _ = HEICItems.fault(bytes)
    }
  }

  @Test func `that are broken, cut or say to be huge are refused`() async throws {
    let file = try HEICFile(of: Self.source)
    for count in [28, 200, 400, 600, file.bytes.count / 2] {
      #expect(
        await refusal(Array(file.bytes.prefix(count))) == .photoUnreadable(reason: "it is broken"),
        "\(count) bytes")
    }
    for (width, height) in [(60_000, 60_000), (0, 10), (1 << 31, 1 << 31), (16_000, 16_000)] {
      let refused = await refusal(file.saying(width: width, height: height))
      #expect(refused?.code == "photo-unreadable", "\(width) x \(height)")
    }
    // Any byte of what describes the picture may be another: it is taken or refused, no more.
    let count = min(file.bytes.count, 700)
    for place in stride(from: 28, to: count, by: 24) {
      var bytes = file.bytes
      bytes[place] ^= 0xFF
      let refused = await refusal(bytes)
      #expect(refused == nil || refused?.code == "photo-unreadable", "byte \(place)")
    }
  }
}
