import Foundation
import Testing

@testable import Witan
@testable import WitanHTTP

@Suite(.enabled(if: isInstalled("vips"))) struct `Smaller photos` {
  private func width(_ bytes: [UInt8]) throws -> Int {
    let file = "/tmp/witan-small-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try Data(bytes).write(to: URL(filePath: file))
    return try Int(
      run("vipsheader", ["-f", "width", file]).trimmingCharacters(in: .newlines)) ?? 0
  }

  @Test func `come in three widths, named by what they hold, for whom the photo is`() async throws {
    try await House(lab: VipsPhotoLab()).open { visitor in
      let id = try await visitor.ask(photo: try House.file("fixtures/demo/photo.jpg"))
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      let name = try #require((sheet.json["photos"] as? [String])?.first)
      let path = "/v1/questions/\(id)/photos/\(name)"
      var tags: Set<String> = []
      // The photo itself is 1,600 wide once it is upright.
      for (query, expected) in [
        ("", 1_600), ("?width=320", 320), ("?width=800", 800), ("?width=1600", 1_600),
      ] {
        let photo = try await visitor.get(path + query, as: "farah")
        #expect(photo.status == 200 && photo["Content-Type"] == "image/jpeg")
        #expect(photo["Cache-Control"] == "private, max-age=31536000, immutable")
        #expect(try width(photo.bytes) == expected)
        let tag = try #require(photo["ETag"])
        tags.insert(tag)
        let again = try await visitor.get(
          path + query, as: "farah", header: ["If-None-Match": tag])
        #expect(again.status == 304 && again.bytes.isEmpty)
        #expect(try await visitor.get(path + query, as: "bo").status == 404)
        #expect(try await visitor.get(path + query).status == 401)
      }
      #expect(tags.count == 3)
      for query in ["?width=321", "?width=0", "?width=-320", "?width=x", "?width="] {
        let refused = try await visitor.get(path + query, as: "farah")
        #expect(refused.status == 422 && refused.json["field"] as? String == "width", "\(query)")
      }
      let page = try await visitor.look("/q/\(id)", as: "farah").text
      #expect(page.contains("\(path)?width=320 320w, \(path)?width=800 800w"))
    }
  }

  @Test func `are none of a photo that was erased, anywhere`() async throws {
    let house = try await House(lab: VipsPhotoLab())
    try await house.open { visitor in
      let id = try await visitor.ask(photo: try House.file("fixtures/demo/photo.jpg"))
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      let name = try #require((sheet.json["photos"] as? [String])?.first)
      let path = "/v1/questions/\(id)/photos/\(name)"
      var small: [[UInt8]] = []
      for width in PhotoWidth.allCases {
        let picture = try await visitor.get("\(path)?width=\(width.rawValue)", as: "farah").bytes
        // The photo is 1,600 pixels wide: the largest is itself.
        if width != .large { small.append(picture) }
      }
      #expect(house.desk.thumbnails.count == 3)
      #expect(try await house.holds(small) == 0)
      let wish = #"{"what":"photo","id":"\#(id)","photo":"\#(name)","ground":"A face is in it"}"#
      #expect(try await visitor.post("/v1/erasures", as: "farah", wish).status == 200)
      #expect(house.desk.thumbnails.count == 0)
      for query in ["", "?width=320", "?width=800", "?width=1600"] {
        #expect(try await visitor.get(path + query, as: "farah").status == 404)
      }
      #expect(try await house.holds(small) == 0)
    }
  }
}

extension House {
  /// How many of these pictures the archive holds a piece of, under whatever name.
  fileprivate func holds(_ pictures: [[UInt8]]) async throws -> Int {
    try await desk.archive.read { shelf in
      let kept = try shelf.attachmentNames().compactMap { try shelf.attachment($0) }
      try #require(!kept.isEmpty)
      return pictures.filter { picture in
        let middle = picture.count / 2
        let piece = Data(picture[middle..<middle + 32])
        return kept.contains { Data($0).range(of: piece) != nil }
      }.count
    }
  }
}
