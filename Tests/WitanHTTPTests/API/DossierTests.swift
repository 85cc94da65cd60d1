import Foundation
import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Dossiers over HTTP` {
  private func answered(_ visitor: Visitor) async throws -> String {
    let id = try await visitor.ask(photo: tinyPhoto)
    for handle in try await visitor.asked(id) {
      _ = try await visitor.post(
        "/v1/questions/\(id)/answers", as: handle,
        #"{"taxon":"Daboia russelii","confidence":"sure","note":"<b>bold</b> & \"quoted\""}"#)
    }
    return id
  }

  @Test func `an auditor gets a zip file with the page, and the others a refusal`() async throws {
    try await House().open { visitor in
      let id = try await answered(visitor)
      let path = "/v1/questions/\(id)/dossier"
      let zip = try await visitor.get(path, as: "ines")
      #expect(zip.status == 200, "\(zip.text)")
      #expect(zip["Content-Type"] == "application/zip")
      #expect(zip["Content-Disposition"] == "attachment; filename=\"\(id).zip\"")
      #expect(zip["Cache-Control"] == "no-store")
      #expect(zip.bytes.starts(with: [0x50, 0x4B, 3, 4]))
      for handle in ["farah", "bo", "expert-0"] {
        #expect(try await visitor.get(path, as: handle).status == 403)
      }
      #expect(try await visitor.get("\(path)?whole=perhaps", as: "ines").status == 422)
      let provenance = try await visitor.get("/v1/questions/\(id)/provenance", as: "ines")
      #expect(provenance.json["wasAssociatedWith"] != nil)
      let period = try await visitor.get("/v1/provenance?from=2020-01-01", as: "tomas")
      #expect((period.json["bundle"] as? [String: Any])?.count == 1)
      #expect(try await visitor.get("/v1/provenance?to=soon", as: "tomas").status == 422)
      let page = "/q/\(id)"
      #expect(try await visitor.look(page, as: "ines").text.contains("href=\"\(path)\""))
      #expect(try await !visitor.look(page, as: "farah").text.contains(path))
    }
  }

  @Test func `the page is whole in itself and escapes what people wrote`() async throws {
    let house = try await House()
    try await house.open { visitor in _ = try await answered(visitor) }
    let auditor = try await house.desk.caller(handle: "ines")
    let sheet = try #require(
      try await house.desk.questions(auditor, before: nil, limit: 1).first)
    let dossier = try await house.desk.dossier(auditor, ID(sheet.id))
    let page = String(
      decoding: try #require(DossierPress().files(dossier).first { $0.name == "dossier.html" })
        .bytes, as: UTF8.self)
    #expect(page.contains("What snake is this?") && page.contains("data:image/jpeg;base64,"))
    #expect(page.contains("@media print") && page.contains("default-src 'none'"))
    #expect(!page.contains("<script") && !page.contains("src=\"http") && !page.contains("href="))
    #expect(!page.contains("<b>bold</b>") && page.contains("&lt;b&gt;bold&lt;/b&gt; &amp; "))
    for line in dossier.history { #expect(page.contains(line.leafHash)) }
  }
}

@Suite struct `A zip file` {
  private static let unzip = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  @Test(.enabled(if: unzip, "no python3 is here"))
  func `is read by a reader that we did not write`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).zip")
    defer { try? FileManager.default.removeItem(at: path) }
    var zip = ZipFile(at: try #require(Instant("2026-11-21T23:59:58.999Z")))
    try zip.add("a/empty", [])
    try zip.add("a/é.txt", Array(repeating: 65, count: 100_000))
    try zip.add("noise", (0..<1_000).map { UInt8(truncatingIfNeeded: ($0 &* $0 &* 31) >> 3) })
    try Data(zip.bytes).write(to: path)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [
      "-c",
      """
      import sys, zipfile
      box = zipfile.ZipFile(sys.argv[1])
      assert box.testzip() is None
      assert box.namelist() == ["a/empty", "a/é.txt", "noise"], box.namelist()
      assert box.read("a/empty") == b"" and box.read("a/é.txt") == b"A" * 100000
      assert box.read("noise") == bytes((n * n * 31 >> 3) & 255 for n in range(1000))
      assert box.getinfo("a/é.txt").compress_size < 1000
      assert box.getinfo("noise").date_time == (2026, 11, 21, 23, 59, 58)
      assert box.getinfo("noise").external_attr >> 16 == 0o100644
      """, path.path,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
