import Foundation

/// Uploads that no honest client sends, each with a name. Made here, from nothing but a real photo.
struct BrokenUploads {
  /// One of them: the content type and the body.
  struct Upload: Sendable {
    let name: String
    let type: String
    let body: [UInt8]
  }

  private static let boundary = "x-Witan-boundary"
  private let photo: [UInt8]
  private let heic: HEICFile

  /// Uploads around this photo, a JPEG, and the same as a HEIC.
  init(photo: [UInt8], heic: HEICFile) {
    self.photo = photo
    self.heic = heic
  }

  /// All of them.
  var all: [Upload] { shapes + heads + texts + pictures + json }

  private func upload(_ name: String, _ body: String, type: String? = nil) -> Upload {
    upload(name, Array(body.utf8), type: type)
  }

  private func upload(_ name: String, _ body: [UInt8], type: String? = nil) -> Upload {
    let usual = "multipart/form-data; boundary=\(Self.boundary)"
    return Upload(name: name, type: type ?? usual, body: body)
  }

  private static func part(_ head: String, _ content: String) -> String {
    "--\(boundary)\r\n\(head)\r\n\r\n\(content)\r\n"
  }

  private static func field(_ name: String, _ content: String) -> String {
    part("Content-Disposition: form-data; name=\"\(name)\"", content)
  }

  private static let question = field("subject", "snakes") + field("text", "?")
  private static let end = "--\(boundary)--\r\n"

  /// Forms whose boundaries, parts or ends are not as they should be.
  private var shapes: [Upload] {
    let whole = Self.question + Self.end
    return [
      upload("no boundary is named", whole, type: "multipart/form-data"),
      upload("an empty boundary", whole, type: "multipart/form-data; boundary="),
      upload(
        "a boundary of 71 bytes", whole,
        type: "multipart/form-data; boundary=\(String(repeating: "a", count: 71))"),
      upload("a boundary with a line end", whole, type: "multipart/form-data; boundary=\"a\tb\""),
      upload("another boundary than was named", whole, type: "multipart/form-data; boundary=other"),
      upload(
        "a boundary in other letters", whole,
        type: "multipart/form-data; boundary=\(Self.boundary.uppercased())"),
      upload("nothing at all", ""),
      upload("only the end", Self.end),
      upload("no end", Self.question),
      upload("an end that is cut", Self.question + "--\(Self.boundary)-"),
      upload("cut within a head", Self.question + "--\(Self.boundary)\r\nContent-Dispo"),
      upload(
        "cut within a text",
        "--\(Self.boundary)\r\n" + String(Self.question.dropFirst(20).prefix(40))),
      upload("line ends of one byte", whole.replacing("\r\n", with: "\n")),
      upload(
        "a boundary that goes on",
        whole.replacing("\(Self.boundary)\r\n", with: "\(Self.boundary)z\r\n")),
      upload(
        "more parts than a form may have",
        String(repeating: Self.field("option", "a"), count: 200) + whole),
      upload("a form within a form", type: "multipart/mixed; boundary=\(Self.boundary)", whole),
    ]
  }

  private func upload(_ name: String, type: String, _ body: String) -> Upload {
    upload(name, body, type: type)
  }

  /// Parts whose heads are not as they should be.
  private var heads: [Upload] {
    func head(_ name: String, _ head: String) -> Upload {
      upload(name, Self.question + Self.part(head, "IN") + Self.end)
    }
    return [
      head("a part without a disposition", "Content-Type: text/plain"),
      head("a part that is an attachment", "Content-Disposition: attachment; name=\"place\""),
      head("a part without a name", "Content-Disposition: form-data"),
      head("a part with an empty name", "Content-Disposition: form-data; name=\"\""),
      head("a field that nobody knows", "Content-Disposition: form-data; name=\"isAdmin\""),
      head("a name with a line end", "Content-Disposition: form-data; name=\"pla\r\nce\""),
      head("a name whose quotes do not end", "Content-Disposition: form-data; name=\"place"),
      head("a head without a colon", "Content-Disposition form-data; name=\"place\""),
      head(
        "two dispositions",
        "Content-Disposition: form-data; name=\"place\"\r\n"
          + "Content-Disposition: form-data; name=\"text\""
      ),
      head(
        "an encoded part",
        "Content-Disposition: form-data; name=\"place\"\r\nContent-Transfer-Encoding: base64"),
      head(
        "a head of 5 kB",
        "Content-Disposition: form-data; name=\"place\"\r\n"
          + "X: \(String(repeating: "a", count: 5_000))"
      ),
      upload("a field twice", Self.question + Self.field("text", "!") + Self.end),
    ]
  }

  /// Texts that are none.
  private var texts: [Upload] {
    func text(_ name: String, _ bytes: [UInt8]) -> Upload {
      let head = "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"
      return upload(
        name,
        Array((Self.field("subject", "snakes") + head).utf8) + bytes
          + Array(("\r\n" + Self.end).utf8))
    }
    return [
      text("a text that is no UTF-8", [0x61, 0xFF, 0xFE]),
      text("a text in overlong UTF-8", [0xC0, 0xAF]),
      text("a text with half a pair", [0xED, 0xA0, 0x80]),
      text("a text with a zero", [0x61, 0, 0x62]),
      text("a text with an escape", [0x1B, 0x5B, 0x32, 0x4A]),
      text("a text of blanks", Array("  \r\n\t ".utf8)),
      text("a text beyond its limit", [UInt8](repeating: 0x61, count: 4_001)),
      text("a text beyond all fields' limit", [UInt8](repeating: 0x61, count: 70_000)),
    ]
  }

  /// Photos that are none, or do harm.
  private var pictures: [Upload] {
    func picture(_ name: String, _ bytes: [UInt8]...) -> Upload {
      let head =
        "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"photo\"; "
        + "filename=\"../../a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
      var body = Array(Self.question.utf8)
      for content in bytes {
        body += Array(head.utf8)
        body += content
        body += [13, 10]
      }
      return upload(name, body + Array(Self.end.utf8))
    }
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    return [
      picture("a photo of nothing", []),
      picture("a drawing with a script", Array(svg.utf8)),
      picture("a page", Array("<!doctype html><script>alert(1)</script>".utf8)),
      picture("a GIF", Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0, 0x3B]),
      picture("a PDF", Array("%PDF-1.7\n%%EOF".utf8)),
      picture("an archive", Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 60)),
      picture("a program", [0x7F] + Array("ELF".utf8) + [UInt8](repeating: 2, count: 60)),
      picture("a JPEG of its head alone", Array(photo.prefix(20))),
      picture("a JPEG that is cut in its tables", Array(photo.prefix(200))),
      picture("a page that begins as a JPEG", [0xFF, 0xD8, 0xFF] + Array(svg.utf8)),
      picture("a PNG of 100,000 x 100,000", Self.png(width: 100_000, height: 100_000)),
      picture("a PNG of no width", Self.png(width: 0, height: 10)),
      picture("a PNG with a false sum", Self.png(width: 10, height: 10, isTrue: false)),
      picture("a WebP of its head alone", Array("RIFF".utf8) + [4, 0, 0, 0] + Array("WEBP".utf8)),
      picture("a HEIC of its head alone", Array(heic.bytes.prefix(28))),
      picture("a HEIC that is cut in its boxes", Array(heic.bytes.prefix(300))),
      picture("a HEIC of 60,000 x 60,000", heic.saying(width: 60_000, height: 60_000)),
      picture("a HEIC whose picture is a page", Array(heic.bytes.prefix(28)) + Array(svg.utf8)),
      picture("an AVIF", heic.branded("avif", "mif1miaf")),
      picture("a film", heic.branded("isom", "heicmp42")),
      picture("a JPEG that is a zip archive", photo + Self.zip),
      picture("a JPEG that is a RAR archive", photo + Array("Rar!\u{1A}\u{7}".utf8)),
      picture("a JPEG that is a 7z archive", photo + [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]),
      picture("a JPEG that is a PHP archive", saying("<?php __HALT_COMPILER(); ?>")),
      picture("a JPEG with a PDF behind it", photo + Array("%PDF-1.7\nstartxref\n9\n%%EOF".utf8)),
      picture("a JPEG that is a PDF", saying("%PDF-1.7")),
      picture("a JPEG that is a tar archive", saying("ustar", at: 257)),
      picture("a JPEG that is a disk image", saying("CD001", at: 32_769)),
      picture(
        "a JPEG that is a script", [0xFF, 0xD8, 0xFF, 0xE0, 0x2F, 0x2A] + photo.dropFirst(6)),
      picture("five photos", photo, photo, photo, photo, photo),
    ]
  }

  /// An archive's list of one file, and its end with numbers that readers do not look at.
  private static let zip =
    Array("PK\u{1}\u{2}".utf8) + [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 8, 0]
    + [UInt8](repeating: 0, count: 34) + Array("aPK\u{5}\u{6}".utf8)
    + [UInt8](repeating: 0xFF, count: 18) + [UInt8](repeating: 0x20, count: 70_000)

  /// The photo with a comment at its beginning, the text of which begins at this byte of the file.
  private func saying(_ text: String, at place: Int = 6) -> [UInt8] {
    let comment = [UInt8](repeating: 0x20, count: place - 6) + Array(text.utf8)
    let length = comment.count + 2
    return [0xFF, 0xD8, 0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 0xFF)] + comment
      + photo.dropFirst(2)
  }

  /// A PNG with this size in its head and no pixels.
  private static func png(width: UInt32, height: UInt32, isTrue: Bool = true) -> [UInt8] {
    func big(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
    func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
      let body: [UInt8] = Array(kind.utf8) + data
      let sum: UInt32 = isTrue ? checksum(body) : 0
      return big(UInt32(data.count)) + body + big(sum)
    }
    let size: [UInt8] = big(width) + big(height)
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]
    bytes += chunk("IHDR", size + [8, 2, 0, 0, 0])
    bytes += chunk("IDAT", [])
    bytes += chunk("IEND", [])
    return bytes
  }

  /// The sum of a chunk (PNG, annex D).
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let half: UInt32 = sum >> 1
        sum = sum & 1 == 1 ? half ^ 0xEDB8_8320 : half
      }
    }
    return ~sum
  }

  /// JSON that is none, or means harm.
  private var json: [Upload] {
    func json(_ name: String, _ text: String) -> Upload {
      upload(name, text, type: "application/json")
    }
    let deep = String(repeating: "[", count: 100_000)
    return [
      json("JSON that is cut", #"{"subject":"snakes","text":"?"#),
      json("JSON with a name twice", #"{"subject":"snakes","text":"?","text":"!"}"#),
      json("JSON with more behind it", #"{"subject":"snakes","text":"?"}{}"#),
      json("JSON that is 100,000 lists deep", #"{"subject":"snakes","text":\#(deep)"#),
      json("JSON with half a pair", #"{"subject":"snakes","text":"\ud800"}"#),
      json("JSON with a zero in a text", #"{"subject":"snakes","text":"a\u0000b"}"#),
      json("JSON with a number for a text", #"{"subject":"snakes","text":1e999}"#),
      json("JSON with a field that nobody knows", #"{"subject":"snakes","text":"?","asker":"bo"}"#),
      json("JSON that begins with a mark", "\u{FEFF}" + #"{"subject":"snakes","text":"?"}"#),
      json("a list in place of an object", #"[{"subject":"snakes","text":"?"}]"#),
    ]
  }
}
