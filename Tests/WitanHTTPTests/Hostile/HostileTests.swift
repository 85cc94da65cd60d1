import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

/// What ill-meant and broken clients send. Each gets a clear refusal or a closed connection, leaves
/// the record as it was, and the server answers the next one.
@Suite(.serialized) struct `Hostile requests` {
  @Test func `every broken upload is refused and leaves the record as it was`() async throws {
    let house = try await House(lab: VipsPhotoLab())
    let picture = "fixtures/demo/photo.jpg"
    let uploads = BrokenUploads(
      photo: try House.file(picture),
      heic: try HEICFile(of: House.root.appending(path: picture).path)
    ).all
    #expect(uploads.count >= 65 && Set(uploads.map(\.name)).count == uploads.count)
    try await house.open(.live) { visitor in
      let before = try await house.fingerprint()
      let port = try #require(visitor.client.port)
      let token = try #require(visitor.tokens["farah"])
      for upload in uploads {
        let head =
          "POST /v1/questions HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
          + "Authorization: Bearer \(token)\r\nContent-Type: \(upload.type)\r\n"
          + "Content-Length: \(upload.body.count)\r\n\r\n"
        let reply = try await RawSocket.exchange(Array(head.utf8) + upload.body, port: port)
        let (status, problem) = (reply.statuses.first ?? 0, reply.json)
        #expect((400..<500).contains(status), "\(upload.name): \(reply.text.prefix(400))")
        #expect(reply.statuses.count == 1, "\(upload.name)")
        #expect(reply.text.contains("application/problem+json"), "\(upload.name)")
        #expect((problem["code"] as? String)?.isEmpty == false, "\(upload.name)")
        #expect(problem["detail"] is String, "\(upload.name)")
        #expect(try await house.fingerprint() == before, "\(upload.name)")
        #expect(try await visitor.get("/healthz").status == 200, "after \(upload.name)")
      }
      #expect(try await visitor.ask(photo: House.file("fixtures/demo/photo.jpg")).hasPrefix("q-"))
    }
  }

  @Test func `every broken frame is refused or closed, and nothing is smuggled`() async throws {
    let house = try await House()
    let frames = BrokenFrames(token: try #require(house.tokens["farah"])).all
    #expect(frames.count >= 45 && Set(frames.map(\.name)).count == frames.count)
    try await house.open(.live) { visitor in
      let port = try #require(visitor.client.port)
      let before = try await house.fingerprint()
      for frame in frames {
        let reply = try await RawSocket.exchange(frame.bytes, port: port)
        let statuses = reply.statuses
        #expect(statuses == [frame.status], "\(frame.name): \(reply.text)")
        // Also what the parser itself refuses says so as every refusal does.
        #expect(reply.text.contains("application/problem+json"), "\(frame.name): \(reply.text)")
        #expect((reply.json["code"] as? String)?.isEmpty == false, "\(frame.name)")
        #expect(reply.isClosed != frame.isWhole, "\(frame.name)")
        #expect(try await house.fingerprint() == before, "\(frame.name)")
        #expect(try await visitor.get("/healthz").status == 200, "after \(frame.name)")
      }
      #expect(try await visitor.ask().hasPrefix("q-"))
    }
  }

  @Test func `no path but a route's own leads anywhere`() async throws {
    let house = try await House()
    try await house.open(.live) { visitor in
      let id = try await visitor.ask(photo: tinyPhoto)
      let port = try #require(visitor.client.port)
      let before = try await house.fingerprint()
      for path in [
        "/v1/../metrics", "/v1/%2e%2e/metrics", "//metrics", "/metrics/", "/./metrics", "/METRICS",
        "/metrics;x=1", "/metrics%00", "/%6detrics", "/v1//me", "/v1/me/", "/v1/me/.", "\\v1\\me",
        "/v1/me%20", "/v1/questions/\(id)/photos/..%2f..%2f..%2fetc%2fpasswd",
        "/v1/questions/\(id)/photos/../../../../etc/passwd", "/v1/questions/%c0%ae%c0%ae/photos/x",
        "/v1/questions/\(id)/photos/%2e%2e", "/v1/questions/\(id)%00.jpg", "/v1/ledger/tile/0/x-1",
        "/v1/ledger/tile/0/../../entries/0", "/v1/ledger/tile/entries/%2e%2e/0", "/.git/config",
        "/v1/ledger/tile/99999999999999999999/0", "/.env", "/community.sqlite", "/ledger.key",
        "/v1/members/%2e%2e%2ftomas", "/v1/members/tomas%0d%0aX:%20y", "/?/v1/me",
        "/openapi.json/x",
      ] {
        let text =
          "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
          + "Accept: application/json\r\nX-Forwarded-For: 203.0.113.7\r\n"
          + "Authorization: Bearer \(visitor.tokens["farah"] ?? "")\r\n\r\n"
        let reply = try await RawSocket.exchange(Array(text.utf8), port: port)
        if path == "/?/v1/me" {
          #expect(reply.statuses == [200], "a query is no path")
        } else {
          #expect(
            reply.statuses.count == 1 && reply.statuses.allSatisfy { (400..<500).contains($0) },
            "\(path): \(reply.text.prefix(200))")
        }
      }
      #expect(try await house.fingerprint() == before)
    }
  }

  @Test func `no text of a caller becomes a field of a reply`() async throws {
    try await House().open(.live) { visitor in
      let id = try await visitor.ask()
      let forged = "x%0d%0aSet-Cookie:%20witan=forged%0d%0a%0d%0a%3Cscript%3E"
      for path in [
        "/v1/questions?cursor=\(forged)", "/v1/questions?limit=\(forged)", "/v1/members/\(forged)",
        "/v1/questions/\(forged)", "/v1/ledger/history?kind=\(forged)", "/ledger?kind=\(forged)",
        "/v1/ledger/entries/\(forged)", "/v1/questions/\(id)/dossier?format=\(forged)",
        "/\(forged)",
        "/v1/ledger/consistency?from=\(forged)&to=\(forged)", "/v1/ledger/proofs/\(forged)",
      ] {
        for handle in ["farah", "tomas"] {
          let answer = try await visitor.get(path, as: handle)
          #expect(answer["Set-Cookie"] == nil, "\(path)")
          // In JSON it may stand as it was sent: nothing reads that as a page.
          let isPage = answer["Content-Type"]?.hasPrefix("text/html") == true
          #expect(answer.status < 500, "\(path)")
          #expect(!isPage || !answer.text.contains("<script>"), "\(path)")
        }
      }
      for (field, value) in [
        ("X-Request-ID", "a\u{B}b"), ("If-None-Match", "\"\t\""), ("Last-Event-ID", "\u{1}"),
        ("Range", "bytes=0-18446744073709551615"), ("Accept-Encoding", "gzip;q=9, *;q=-1"),
        ("Accept", "text/html;q=\u{7F}"), ("Cookie", "witan=\"; Path=/; witan2=a"),
      ] {
        let port = try #require(visitor.client.port)
        let text =
          "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(field): \(value)\r\n\r\n"
        let reply = try await RawSocket.exchange(Array(text.utf8), port: port)
        #expect(reply.statuses.allSatisfy { $0 < 500 } && !reply.text.contains("Set-Cookie"))
      }
      // Where a page sends a browser is a path of ours.
      let token = try #require(visitor.tokens["farah"])
      for next in [
        "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example",
        "/\r\nSet-Cookie: a=b", "javascript:alert(1)", "/%0d%0aX: y", "\t//evil.example",
      ] {
        let answer = try await visitor.submit(
          "/sign-in", as: nil, [.text("token", token), .text("next", next)])
        let place = answer["Location"] ?? "/"
        #expect(
          place.hasPrefix("/") && !place.hasPrefix("//") && !place.hasPrefix("/\\"), "\(next)")
        #expect(place.utf8.allSatisfy { $0 > 32 && $0 < 127 }, "\(next)")
      }
    }
  }

  @Test func `names that look alike are refused, and forms of one text are one`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let before = try await house.fingerprint()
      func join(_ handle: String, name: String = "Somebody") async throws -> Visitor.Answer {
        let body = ["handle": handle, "name": name]
        let json = try JSONSerialization.data(withJSONObject: body.merging([:]) { $1 })
        let text = String(decoding: json, as: UTF8.self).dropLast() + #","roles":["asker"]}"#
        return try await visitor.post("/v1/members", as: "tomas", String(text))
      }
      for handle in [
        "tomas", "t\u{43E}mas", "ｔｏｍａｓ", "Tomas", "tomas ", "tomas\u{200B}", "to\u{AD}mas",
        "tom\u{E1}s", "toma\u{301}s", "tomas\u{202E}", "tomas\u{0}", "\u{FEFF}tomas", "tomas\n",
        "../tomas", "tomas/x", "tomas%2f", String(repeating: "a", count: 33),
      ] {
        let answer = try await join(handle)
        #expect([409, 422].contains(answer.status), "\(handle.debugDescription): \(answer.status)")
      }
      for name in [
        "Tomas\u{202E}samoT", "\u{2066}Tomas\u{2069}", "To\u{200B}mas", "Tomas\u{2060}",
        "Tomas\u{FEFF}", "Tomas\u{0}", "Tomas\u{1B}[2J", "T\u{43E}mas", "\u{3A4}omas", "  ",
        "Tomas\u{E0041}",
      ] {
        let answer = try await join("someone", name: name)
        #expect(answer.status == 422, "\(name.debugDescription): \(answer.status)")
      }
      let options = #"{"subject":"workshop","text":"?","options":["caf\u00e9","cafe\u0301"]}"#
      #expect(try await visitor.post("/v1/questions", as: "farah", options).status == 409)
      #expect(try await house.fingerprint() == before)
      // Names of the world's scripts stay.
      for (number, name) in [
        "Zoë Núñez", "Ольга", "Ελένη", "देवनागरी", "سارة", "李雷", "Ngũgĩ", "O’Brien",
      ]
      .enumerated() {
        #expect(try await join("person-\(number)", name: name).status == 201, "\(name)")
      }
    }
  }
}
