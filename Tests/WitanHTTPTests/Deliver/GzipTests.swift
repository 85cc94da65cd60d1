import Foundation
import HTTPTypes
import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Packed replies` {
  @Test(arguments: [
    ("gzip", true), ("GZIP", true), ("x-gzip", true), ("br, gzip;q=0.5", true), ("*", true),
    ("gzip;q=0", false), ("gzip;q=0.0, *", false), ("identity", false), ("", false),
    ("gzip;q=0.5, identity", false), ("gzip;q=0.5, identity;q=0.1", true),
    ("*;q=0", false), ("gzipped", false), ("deflate", false),
  ])
  func `come where they are asked for`(_ field: String, _ isAccepted: Bool) {
    #expect(Gzip.isAccepted(field) == isAccepted, "\(field)")
  }

  @Test func `unpack to the same by a reader that is not ours`() throws {
    for size in [0, 1, 1_023, 1_024, 70_000, 1 << 20] {
      let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
      let packed = try #require(Gzip.packed(body))
      #expect(try gunzip(packed) == body)
    }
  }

  private func gunzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appending(path: "witan-\(bytes.count).gz")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/gzip")
    process.arguments = ["-dc", file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return [UInt8](data)
  }

  @Test func `bear another tag, by which either form is known`() async throws {
    try await House().open { visitor in
      let plain = try await visitor.get("/openapi.json")
      let packed = try await visitor.get("/openapi.json", header: ["Accept-Encoding": "gzip"])
      #expect(packed["Content-Encoding"] == "gzip" && plain["Content-Encoding"] == nil)
      #expect(packed.bytes.count < plain.bytes.count / 4)
      #expect(try gunzip(packed.bytes) == plain.bytes)
      #expect(plain["Vary"] == "Accept-Encoding" && packed["Vary"] == "Accept-Encoding")
      #expect(packed["ETag"] != plain["ETag"])
      for tag in [plain["ETag"], packed["ETag"]] {
        let again = try await visitor.get(
          "/openapi.json",
          header: ["Accept-Encoding": "gzip", "If-None-Match": try #require(tag)])
        // The tag is that of the form in which it would come now (RFC 9110 15.4.5).
        #expect(again.status == 304 && again["ETag"] == packed["ETag"])
        let bare = try await visitor.get(
          "/openapi.json", header: ["If-None-Match": try #require(tag)])
        #expect(bare.status == 304 && bare["ETag"] == plain["ETag"])
      }
    }
  }

  @Test func `are never those of changes, nor what is small or packed already`() async throws {
    try await House().open { visitor in
      let gzip = ["Accept-Encoding": "gzip"]
      #expect(try await visitor.get("/healthz", header: gzip)["Content-Encoding"] == nil)
      let id = try await visitor.ask(photo: tinyPhoto)
      let made = try await visitor.send(
        .post, "/v1/questions", as: "farah",
        header: gzip.merging(["Content-Type": "application/json"]) { $1 },
        body: Array(#"{"subject":"snakes","text":"\#(String(repeating: "a", count: 3000))"}"#.utf8))
      #expect(made.status == 201 && made["Content-Encoding"] == nil)
      let zip = try await visitor.get(
        "/v1/questions/\(id)/dossier", as: "ines", header: gzip)
      #expect(zip.status == 200 && zip["Content-Encoding"] == nil)
      let page = try await visitor.get(
        "/", as: "farah", header: gzip.merging(["Accept": "text/html"]) { $1 })
      #expect(page["Content-Encoding"] == "gzip" && page["ETag"] == nil)
    }
  }
}
