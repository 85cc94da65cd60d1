import Foundation
import Testing
import Witan

@testable import WitanHTTP

/// Runs a program for a test and gives what it printed.
func run(_ program: String, _ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let text = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return String(decoding: text, as: UTF8.self)
}

/// Whether a program is there; says loudly when it is not.
func isInstalled(_ program: String) -> Bool {
  let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/\(program)")
  if !isThere { print("SKIPPED: \(program) is not installed (tools/setup --tests)") }
  return isThere
}

@Suite(.enabled(if: isInstalled("vips") && isInstalled("exiftool")))
struct `Cleaning photos` {
  /// A folder for one test, in which the lab works too.
  private func inFolder(_ body: (URL, VipsPhotoLab) async throws -> Void) async throws {
    var template = Array("/tmp/witan-lab-test-XXXXXX".utf8CString)
    let name = try #require(mkdtemp(&template))
    let folder = URL(filePath: String(cString: name))
    defer { try? FileManager.default.removeItem(at: folder) }
    let work = folder.appending(path: "work")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: false)
    try await body(folder, VipsPhotoLab(folder: work))
    let left = try FileManager.default.contentsOfDirectory(atPath: work.path)
    #expect(left.isEmpty, "the lab left \(left)")
  }

  private func bytes(_ file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }

  /// What exiftool sees beyond the file's own structure.
  private func metadata(_ photo: CleanPhoto, _ folder: URL) throws -> [String] {
    let file = folder.appending(path: "clean.\(photo.kind.fileExtension)")
    try Data(photo.bytes).write(to: file)
    let known = [
      "[ExifTool]", "[System]", "[File]", "[Composite]", "[PNG]", "[PNG-pHYs]", "[RIFF]",
    ]
    let lines = try run("exiftool", ["-a", "-G1", "-s", file.path]).split(separator: "\n")
    try #require(!lines.isEmpty)
    return lines.map(String.init).filter { line in
      !known.contains { line.hasPrefix($0) } || line.contains("Comment")
    }
  }

  private func refusal(_ bytes: [UInt8], _ lab: VipsPhotoLab) async -> Refusal? {
    do {
      _ = try await lab.clean(bytes)
      return nil
    } catch {
      return error as? Refusal
    }
  }

  @Test func `a telephone's photo is turned upright and says nothing more`() async throws {
    try await inFolder { folder, lab in
      let photo = try await lab.clean(try House.file("fixtures/demo/photo.jpg"))
      #expect(photo.kind == .jpeg)
      #expect(try metadata(photo, folder) == [])
      let header = try run("vipsheader", [folder.appending(path: "clean.jpg").path])
      #expect(header.contains("1600x1200") && header.contains("srgb"), "\(header)")
    }
  }

  @Test(arguments: ["png", "webp", "jpg"])
  func `each kind stays what it is and loses its metadata`(_ suffix: String) async throws {
    try await inFolder { folder, lab in
      let file = folder.appending(path: "in.\(suffix)").path
      _ = try run("vips", ["black", folder.path + "/b.png", "3000", "1500", "--bands", "3"])
      _ = try run("vips", ["copy", folder.path + "/b.png", file])
      if suffix != "webp" {
        _ = try run(
          "exiftool",
          [
            "-overwrite_original", "-XMP:Creator=me", "-Comment=hello", "-EXIF:Artist=me",
            "-GPSLatitude=12.9", "-GPSLatitudeRef=N", file,
          ])
      }
      let photo = try await lab.clean(try bytes(URL(filePath: file)))
      #expect(photo.kind.fileExtension == suffix)
      #expect(try metadata(photo, folder) == [])
      let header = try run("vipsheader", [folder.appending(path: "clean.\(suffix)").path])
      #expect(header.contains("2048x1024"), "\(header)")
    }
  }

  @Test func `other colours become sRGB`() async throws {
    try await inFolder { folder, lab in
      let file = folder.path + "/cmyk.jpg"
      let source = House.root.appending(path: "fixtures/demo/photo.jpg").path
      _ = try run("vips", ["colourspace", source, file, "cmyk"])
      let photo = try await lab.clean(try bytes(URL(filePath: file)))
      #expect(try metadata(photo, folder) == [])
      #expect(try run("vipsheader", [folder.path + "/clean.jpg"]).contains("srgb"))
    }
  }

  @Test func `what is no photo is refused by its content`() async throws {
    try await inFolder { _, lab in
      for text in ["no photo", "", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "%PDF-"] {
        #expect(
          await refusal(Array(text.utf8), lab)
            == .photoUnreadable(reason: "it is no JPEG, PNG, WebP or HEIC"))
      }
      // A picture hidden behind something else is that something.
      let photo = try House.file("fixtures/demo/photo.jpg")
      #expect(
        await refusal(Array("<html><script>".utf8) + photo, lab)
          == .photoUnreadable(reason: "it is no JPEG, PNG, WebP or HEIC"))
    }
  }

  @Test func `a broken or cut photo is refused`() async throws {
    try await inFolder { _, lab in
      let photo = try House.file("fixtures/demo/photo.jpg")
      let broken = Refusal.photoUnreadable(reason: "it is broken")
      for count in [3, 20, 2_000, photo.count / 2, photo.count - 5_000] {
        #expect(await refusal(Array(photo.prefix(count)), lab) == broken, "\(count) bytes")
      }
      #expect(await refusal(tinyPhoto + Array("text".utf8), lab) == broken)
    }
  }

  @Test func `something behind a photo does not come along`() async throws {
    try await inFolder { folder, lab in
      // A small film, as telephones add.
      let tail = [0, 0, 0, 24] + Array("ftypmp42 and so on, in Ghent".utf8)
      let photo = try await lab.clean(try House.file("fixtures/demo/photo.jpg") + tail)
      #expect(!photo.bytes.contains(tail))
      #expect(try metadata(photo, folder) == [])
    }
  }

  @Test func `a caption may hold the words of a page`() async throws {
    try await inFolder { folder, lab in
      let words = Array("<!doctype html> <script> was on the screen".utf8)
      let head = [0xFF, 0xD8, 0xFF, 0xFE, 0, UInt8(words.count + 2)] + words
      let photo = try await lab.clean(
        head + (try House.file("fixtures/demo/photo.jpg")).dropFirst(2))
      #expect(try metadata(photo, folder) == [])
    }
  }

  @Test func `too many pixels are refused before they are decoded`() async throws {
    try await inFolder { _, lab in
      let refused = await refusal(try House.file("fixtures/http/huge.png"), lab)
      #expect(
        refused
          == .photoUnreadable(
            reason: "it has 60000 x 60000 pixels, and at most 50 million are taken"))
    }
  }

  @Test func `too many bytes are refused`() async throws {
    let big = tinyPhoto + [UInt8](repeating: 0, count: CleanPhoto.uploadLimitBytes)
    #expect(
      await refusal(big, VipsPhotoLab())
        == .tooLarge(field: "photo", limitBytes: CleanPhoto.uploadLimitBytes))
  }

  @Test func `a real photo goes the whole way over HTTP`() async throws {
    try await House(lab: VipsPhotoLab()).open { visitor in
      let id = try await visitor.ask(photo: try House.file("fixtures/demo/photo.jpg"))
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      let name = try #require((sheet.json["photos"] as? [String])?.first)
      let photo = try await visitor.get("/v1/questions/\(id)/photos/\(name)", as: "farah")
      #expect(PhotoKind(content: photo.bytes) == .jpeg)
      let text = try await visitor.post(
        "/v1/questions", as: "farah",
        form: [
          .text("subject", "snakes"), .text("text", "?"),
          .file("photo", Array("words".utf8), called: "snake.jpg"),
        ])
      #expect(text.status == 422 && text.code == "photo-unreadable")
    }
  }

  @Test func `a program that exceeds its time is killed and its memory bounded`() async throws {
    try await inFolder { folder, _ in
      let result = try await Confined.run(["/bin/sh", "-c", "kill -KILL $$"], in: folder)
      #expect(result.status == Confined.killed)
      let limits = try await Confined.run(
        ["/bin/sh", "-c", "ulimit -v; ulimit -t; env"], in: folder)
      let text = String(decoding: limits.output, as: UTF8.self)
      #expect(text.hasPrefix("2097152\n15\n"))
      #expect(!text.contains("PATH=/root") && !text.contains("USER="))
    }
  }
}

@Suite struct `WebP chunks` {
  private func number(_ count: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
  }

  private func file(_ chunks: [(String, [UInt8])]) -> [UInt8] {
    var body = Array("WEBP".utf8)
    for (name, content) in chunks {
      body += Array(name.utf8) + number(content.count) + content
      if !content.count.isMultiple(of: 2) { body.append(0) }
    }
    return Array("RIFF".utf8) + number(body.count) + body
  }

  @Test func `all but the picture's own are dropped, and the flags with them`() {
    let whole = file([
      ("VP8X", [0x3C, 0, 0, 0, 1, 0, 0, 1, 0, 0]), ("ICCP", [1, 2, 3]), ("ALPH", [9]),
      ("VP8 ", [4, 5]), ("EXIF", [6]), ("XMP ", [7, 8]), ("junk", []),
    ])
    let bare = file([
      ("VP8X", [0x10, 0, 0, 0, 1, 0, 0, 1, 0, 0]), ("ALPH", [9]), ("VP8 ", [4, 5]),
    ])
    #expect(WebPChunks.withoutMetadata(whole) == bare)
    #expect(WebPChunks.withoutMetadata(bare) == bare)
  }

  @Test func `a chunk that runs past the end is refused`() {
    let whole = file([("VP8 ", [4, 5, 6, 7])])
    #expect(WebPChunks.withoutMetadata(Array(whole.dropLast(2))) == nil)
    #expect(WebPChunks.withoutMetadata([]) == nil)
  }
}
