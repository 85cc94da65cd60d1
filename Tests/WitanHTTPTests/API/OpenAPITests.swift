import Foundation
import Testing
import Witan

@testable import WitanHTTP

@Suite struct `The description of the API` {
  private func document() throws -> [String: Any] {
    let data = Data(PackageResources.openapi_json)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func operations() throws -> [String: [String: Any]] {
    let paths = try #require(try document()["paths"] as? [String: [String: [String: Any]]])
    var operations: [String: [String: Any]] = [:]
    for (path, methods) in paths {
      for (method, operation) in methods {
        operations["\(method.uppercased()) \(path)"] = operation
      }
    }
    return operations
  }

  @Test func `describes every endpoint and no other`() throws {
    let extra = [
      "GET /healthz", "GET /readyz", "GET /metrics", "GET /openapi.json",
      "GET /v1/questions/{id}/events",
      "GET /v1/queue/events",
    ]
    let table = API.endpoints.map { "\($0.method.rawValue) \($0.pattern.text)" }
    #expect(Set(try operations().keys) == Set(table + extra))
    #expect(Set(table).count == table.count)
  }

  @Test func `says of each operation what it is, for whom, and what can go wrong`() throws {
    for (name, operation) in try operations() {
      #expect((operation["summary"] as? String)?.isEmpty == false, "\(name)")
      #expect((operation["description"] as? String)?.hasPrefix("Roles: ") == true, "\(name)")
      let responses = try #require(operation["responses"] as? [String: Any])
      #expect(responses["500"] != nil, "\(name)")
    }
  }

  @Test func `names the same roles and doors as the table`() throws {
    let operations = try operations()
    let rows =
      API.endpoints.map { ("\($0.method.rawValue) \($0.pattern.text)", $0.door) }
      + (LiveEvents.routes + Health.routes).map { ("GET \($0.pattern.text)", $0.door) }
    for (name, door) in rows {
      let operation = try #require(operations[name])
      let words = try #require(operation["description"] as? String)
      let responses = try #require(operation["responses"] as? [String: Any])
      switch door {
      case .anybody:
        #expect(words.hasPrefix("Roles: anybody") && operation["security"] != nil, "\(name)")
      case .member:
        #expect(words.hasPrefix("Roles: any member") && responses["401"] != nil, "\(name)")
      case .roles(let roles):
        let list = roles.map(\.rawValue).joined(separator: ", ")
        #expect(words.hasPrefix("Roles: \(list)."), "\(name): \(words)")
        #expect(responses["401"] != nil && responses["403"] != nil, "\(name)")
      }
    }
  }

  @Test func `says of each operation that needs a token how one is refused`() throws {
    let operations = try operations()
    let rows =
      API.endpoints.map { ("\($0.method.rawValue) \($0.pattern.text)", $0.door) }
      + (LiveEvents.routes + Health.routes).map { ("GET \($0.pattern.text)", $0.door) }
    for (name, door) in rows where door != .anybody {
      let responses = try #require(operations[name]?["responses"] as? [String: Any])
      // A token may be for less than this, whatever the member may do.
      #expect(responses["401"] != nil && responses["403"] != nil, "\(name)")
    }
    for endpoint in API.endpoints where endpoint.method != .get {
      let name = "\(endpoint.method.rawValue) \(endpoint.pattern.text)"
      let responses = try #require(operations[name]?["responses"] as? [String: Any])
      #expect(responses["400"] != nil, "\(name)")
    }
  }

  @Test func `names the fields of each query, which are all that it may have`() async throws {
    let document = try document()
    let components = try #require(document["components"] as? [String: Any])
    let shared = try #require(components["parameters"] as? [String: [String: Any]])
    let operations = try operations()
    for endpoint in API.endpoints {
      let name = "\(endpoint.method.rawValue) \(endpoint.pattern.text)"
      let all = operations[name]?["parameters"] as? [[String: Any]] ?? []
      let fields = all.map { field in
        let key = (field["$ref"] as? String)?.split(separator: "/").last.map(String.init)
        return key.flatMap { shared[$0] } ?? field
      }
      let named = fields.filter { $0["in"] as? String == "query" }
        .compactMap { $0["name"] as? String }
      if let known = endpoint.query { #expect(Set(named) == known, "\(name)") }
    }
    try await House().open { visitor in
      for path in [
        "/v1/members?role=expert", "/v1/me?x=1", "/v1/tokens?limit=1&handle=farah",
        "/v1/questions?fase=settled", "/v1/ledger/history?kinds=erased", "/v1/coverage?x=",
        "/v1/ledger/questions?x=1", "/v1/ledger/keys?page=2",
      ] {
        let answer = try await visitor.get(path, as: "tomas")
        let field = path.split(separator: "?").last?.split(separator: "&").last?
          .split(separator: "=").first.map(String.init)
        #expect(answer.status == 422 && answer.json["field"] as? String == field, "\(path)")
      }
    }
  }

  @Test func `tells of keys, tags and limits wherever they work`() throws {
    let operations = try operations()
    func names(_ operation: [String: Any]) -> [String] {
      (operation["parameters"] as? [[String: Any]] ?? []).compactMap {
        ($0["$ref"] as? String)?.split(separator: "/").last.map(String.init)
      }
    }
    for endpoint in API.endpoints {
      let name = "\(endpoint.method.rawValue) \(endpoint.pattern.text)"
      let operation = try #require(operations[name])
      let responses = try #require(operation["responses"] as? [String: Any])
      #expect(responses["429"] != nil, "\(name)")
      #expect(names(operation).contains("IdempotencyKey") == !endpoint.isReading, "\(name)")
      // Whoever joins has read nothing yet.
      let changes = !endpoint.isReading && endpoint.door != .anybody
      let replaces = endpoint.method == .put
      #expect(names(operation).contains("IfMatch") == (changes && !replaces), "\(name)")
      #expect(names(operation).contains("IfMatchNeeded") == replaces, "\(name)")
      #expect(!changes || responses["412"] != nil, "\(name)")
      #expect((responses["428"] != nil) == replaces, "\(name)")
    }
  }

  @Test func `tells of the fields of each reply, and of the code of each conflict`() async throws {
    let document = try document()
    let components = try #require(document["components"] as? [String: [String: Any]])
    let problem = try #require(components["schemas"]?["Problem"] as? [String: Any])
    let code = (problem["properties"] as? [String: [String: Any]])?["code"]
    let codes = try #require(code?["enum"] as? [String])
    #expect(Set(codes).isSuperset(of: Obstacle.allCases.map(\.rawValue)))
    #expect(Set(codes).count == codes.count)
    var read: [String: Set<String>] = [:]
    for (name, operation) in try operations() {
      let responses = try #require(operation["responses"] as? [String: [String: Any]])
      for (status, response) in responses {
        let key = (response["$ref"] as? String)?.split(separator: "/").last.map(String.init)
        let whole = key.flatMap { components["responses"]?[$0] as? [String: Any] } ?? response
        let fields = Set((whole["headers"] as? [String: Any] ?? [:]).keys)
        #expect(
          fields.isSuperset(of: ["RateLimit", "RateLimit-Policy", "X-Request-ID"]),
          "\(name) \(status)")
        if name.hasPrefix("GET "), status == "200" { read[String(name.dropFirst(4))] = fields }
      }
    }
    // As far as it takes nothing to read it.
    let plain = read.filter { !$0.key.contains("{") && !$0.key.hasSuffix("/events") }
    try await House().open { visitor in
      for (path, fields) in plain {
        for handle in ["tomas", "ines", "expert-0"] {
          let answer = try await visitor.get(path, as: handle)
          guard answer.status == 200 else { continue }
          #expect((answer["ETag"] != nil) == fields.contains("ETag"), "\(path)")
          #expect(answer["Link"] == nil || fields.contains("Link"), "\(path)")
          break
        }
      }
    }
  }

  @Test(.enabled(if: validator != nil, "openapi-spec-validator is not installed"))
  func `has an example for each body, valid to a reader that we did not write`() throws {
    let process = Process()
    let validator = try #require(Self.validator)
    process.executableURL = URL(filePath: validator).deletingLastPathComponent()
      .appending(path: "python")
    process.arguments = [
      House.root.appending(path: "tools/prove_api/examples.py").path,
      House.root.appending(path: "Sources/WitanHTTP/Resources/openapi.json").path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let told = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: told, as: UTF8.self))")
  }

  /// Where a validator that we did not write is installed; nil for nowhere.
  static let validator: String? = {
    let environment = ProcessInfo.processInfo.environment
    let folders =
      [environment["WITAN_VENV"].map { "\($0)/bin" }].compactMap { $0 }
      + [House.root.appending(path: ".venv/bin").path]
      + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let path = folders.map { "\($0)/openapi-spec-validator" }
      .first(where: FileManager.default.isExecutableFile(atPath:))
    if path == nil { print("SKIPPED: openapi-spec-validator is not installed (tools/setup)") }
    return path
  }()

  @Test(.enabled(if: validator != nil, "openapi-spec-validator is not installed"))
  func `is valid to a reader that we did not write`() throws {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.validator))
    process.arguments = [
      House.root.appending(path: "Sources/WitanHTTP/Resources/openapi.json").path
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
