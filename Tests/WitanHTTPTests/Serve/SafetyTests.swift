import Foundation
import HTTPTypes
import Ledger
import Logging
import Testing
import WitanTesting

@testable import Witan
@testable import WitanHTTP

@Suite struct `Safety` {
  private func routes(_ house: House) throws -> [Route] {
    try Front(
      desk: house.desk, logger: Logger(label: "t") { _ in Silent() }, limits: .none
    ).routes
  }

  @Test func `what is read leaves the record as it is`() async throws {
    let house = try await House()
    let routes = try routes(house).filter {
      $0.method == .get && !$0.pattern.text.hasSuffix("/events")
    }
    try await house.open { visitor in
      let id = try await visitor.ask(photo: tinyPhoto)
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      let photo = try #require((sheet.json["photos"] as? [String])?.first)
      let before = try await house.fingerprint()
      for route in routes {
        for handle in [nil, "farah", "expert-0", "ines", "tomas"] {
          let handleName = handle ?? "farah"
          let path = route.pattern.text.replacing("{id}", with: id)
            .replacing("{handle}", with: handleName).replacing("{name}", with: photo)
            .replacing("{index}", with: "0").replacing("{level}", with: "0")
          for method in [HTTPRequest.Method.get, .head] {
            let answer = try await visitor.send(method, path, as: handle)
            #expect(answer.status < 500, "\(path): \(answer.text)")
          }
        }
      }
      #expect(try await house.fingerprint() == before)
    }
  }

  @Test func `with its clock running too, reading tells but who was there and looked at photos`()
    async throws
  {
    let house = try await House()
    let routes = try routes(house).filter {
      $0.method == .get && !$0.pattern.text.hasSuffix("/events")
    }
    try await house.open { visitor in
      let id = try await visitor.ask(photo: tinyPhoto)
      let expert = try #require(try await visitor.asked(id).first)
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      let photo = try #require((sheet.json["photos"] as? [String])?.first)
      // What the clockwork does each second.
      func beat() async throws { _ = try await house.desk.tick() }
      func entries() async throws -> [String] {
        try await house.desk.archive.read { shelf in
          try shelf.entries(0..<shelf.ledgerSize()).map { try Entry(bytes: $0).event.kind }
        }
      }
      try await beat()
      // That experts were there is recorded once for a while; it has been by now.
      #expect(try await entries().last == "membersSeen")
      let before = try await house.fingerprint()
      // A dossier holds the photos, so that whoever takes one was shown them.
      let shows = ["{name}", "/dossier"]
      for route in routes where !shows.contains(where: route.pattern.text.contains) {
        for handle in [nil, "farah", expert, "ines", "tomas"] {
          let path = route.pattern.text.replacing("{id}", with: id)
            .replacing("{handle}", with: handle ?? "farah")
            .replacing("{index}", with: "0").replacing("{level}", with: "0")
          _ = try await visitor.send(.get, path, as: handle)
          try await beat()
        }
      }
      #expect(try await house.fingerprint() == before)
      let known = try await entries()
      _ = try await visitor.get("/v1/questions/\(id)/photos/\(photo)", as: expert)
      #expect(try await house.fingerprint() == before, "it is written later, by the clock")
      try await beat()
      #expect(try await entries() == known + ["photosViewed"])
      _ = try await visitor.get("/v1/questions/\(id)/dossier", as: "ines")
      try await beat()
      #expect(try await entries() == known + ["photosViewed", "photosViewed"])
    }
  }

  @Test func `no page carries a script or a style of its own`() async throws {
    let house = try await House()
    let routes = try routes(house).filter { $0.isPage && $0.method == .get }
    try await house.open { visitor in
      let id = try await visitor.ask(photo: tinyPhoto)
      let expert = try #require(try await visitor.asked(id).first)
      var count = 0
      for route in routes where route.pattern.text != "/coverage.svg" {
        for handle in [nil, "farah", expert, "ines", "tomas"] {
          let path = route.pattern.text.replacing("{id}", with: id).replacing("{index}", with: "0")
          let page = try await visitor.look(path, as: handle)
          guard page["Content-Type"]?.hasPrefix("text/html") == true else { continue }
          count += 1
          let policy = try #require(page["Content-Security-Policy"])
          #expect(!policy.contains("unsafe") && policy.hasPrefix("default-src 'none'"))
          for pattern in [
            #"<script(?![^>]*\bsrc="/)"#, #"<style"#, #"\sstyle\s*="#, #"\son[a-z]+\s*="#,
            #"(?:src|href|action)="(?:https?:)?//"#, #"javascript:"#,
          ] {
            let found = try Regex(pattern).ignoresCase().firstMatch(in: page.text)
            #expect(found == nil, "\(path) as \(handle ?? "-"): \(pattern)")
          }
        }
      }
      #expect(count >= 30)
    }
  }

  @Test func `every form refuses another site's post, whatever it says of itself`() async throws {
    let house = try await House()
    let forms = try routes(house).filter { $0.isPage && $0.method == .post }
    #expect(forms.count >= 12)
    let strangers: [[String: String]] = [
      ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
      ["Origin": "https://evil.example"], ["Origin": "null"], [:],
      ["Origin": "http://localhost.evil.example"], ["Referer": "http://localhost/"],
    ]
    try await house.open { visitor in
      let before = try await house.fingerprint()
      for form in forms {
        for header in strangers {
          for person in ["tomas", "farah", "expert-0"] {
            let answer = try await visitor.post(
              form.pattern.text.replacing("{id}", with: "q-none"), form: [.text("x", "y")],
              header: header.merging(["Cookie": visitor.cookie(person)]) { $1 })
            #expect(answer.status == 403, "\(form.pattern.text) \(header): \(answer.status)")
          }
        }
      }
      #expect(try await house.fingerprint() == before)
    }
  }

  @Test func `over TLS browsers are told to stay there`() async throws {
    try await House().open { visitor in
      let plain = try await visitor.get("/healthz")
      let secure = try await visitor.get("/healthz", header: ["X-Forwarded-Proto": "https"])
      #expect(plain["Strict-Transport-Security"] == nil)
      #expect(secure["Strict-Transport-Security"] == "max-age=31536000")
      for name in [
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
        "X-Frame-Options",
      ] { #expect(secure[name] != nil) }
    }
  }
}
