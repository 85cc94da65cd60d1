import Testing

@Suite struct `Walls between the parts` {
  /// What each target may import: of the house, and of others.
  static let allowed: [String: Set<String>] = [
    "Inference": ["CPrefetch", "Dispatch", "Glibc", "Musl", "Darwin"],
    "Ledger": ["Crypto"],
    "Witan": ["Inference", "Ledger", "Foundation", "Synchronization"],
    "WitanSQLite": [
      "Witan", "Ledger", "CZlib", "GRDB", "GRDBSQLite", "Metrics", "Foundation", "Synchronization",
      "Glibc",
      "Dispatch",
    ],
    "WitanChild": ["Foundation", "Synchronization"],
    "WitanHTTP": [
      "Witan", "WitanChild", "Ledger", "CZlib", "Crypto", "Hummingbird", "HummingbirdCore",
      "HTTPTypes",
      "HummingbirdHTTP2", "Logging", "Metrics", "Mustache", "NIOCertificateReloading",
      "NIOCore", "NIOHTTP1", "NIOHTTPTypes", "NIOHTTPTypesHTTP1", "NIOSSL", "NIOTLS",
      "ServiceLifecycle", "Foundation",
      "Synchronization",
    ],
    "WitanNotify": [
      "Witan", "WitanChild", "AsyncHTTPClient", "Crypto", "Logging", "Metrics", "NIOCore",
      "NIOHTTP1", "NIOPosix",
      "NIOSSL", "ServiceLifecycle", "Foundation", "Synchronization",
    ],
    "WitanBadges": ["Witan", "Crypto", "CryptoExtras", "JWTKit", "Foundation"],
    "WitanOpenID": [
      "Witan", "AsyncHTTPClient", "Crypto", "JWTKit", "NIOCore", "NIOHTTP1", "Foundation",
      "Synchronization",
    ],
    "WitanStudy": ["Inference", "Witan", "Foundation"],
    "WitanTesting": ["Witan", "Ledger", "Foundation", "Synchronization"],
    "WitanCLI": [
      "Witan", "Inference", "Ledger", "CZlib", "WitanSQLite", "WitanHTTP", "WitanNotify",
      "WitanBadges", "WitanOpenID", "WitanStudy",
      "ArgumentParser", "AsyncHTTPClient",
      "HTTPTypes", "Logging", "Metrics", "NIOCore", "NIOHTTP1", "NIOFoundationCompat",
      "ServiceLifecycle",
      "Foundation", "Synchronization", "Glibc", "UnixSignals",
    ],
    "WitanTampering": [
      "Witan", "Ledger", "WitanSQLite", "WitanTesting", "CZlib", "GRDB", "Foundation",
    ],
    "WitanBench": [
      "Inference", "Ledger", "Witan", "WitanSQLite", "WitanTampering", "WitanTesting", "Foundation",
    ],
  ]

  @Test func `every file imports only what its target may`() throws {
    for file in try SourceFile.all(below: "Sources") {
      let allowed = try #require(Self.allowed[file.target], "no wall is written for \(file.target)")
      for module in file.imports {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  /// The way of the data: each folder of the trade names only types of those before it.
  static let way = [
    "Know", "Ask", "Route", "Answer", "Decide", "Learn", "Coverage", "Erase", "Record", "Audit",
    "Prove", "Desk",
  ]

  @Test func `each folder of the trade names only earlier ones`() throws {
    let files = try SourceFile.all(below: "Sources/Witan")
    func folder(_ file: SourceFile) -> String { String(file.path.split(separator: "/")[2]) }
    for (place, name) in Self.way.enumerated() {
      let later = Set(Self.way[(place + 1)...])
      let forbidden = Set(files.filter { later.contains(folder($0)) }.flatMap(\.types))
      for file in files where folder(file) == name {
        let named = file.names.intersection(forbidden).sorted()
        #expect(named.isEmpty, "\(file.path) names \(named) of a later folder")
      }
    }
    let unknown = Set(files.map(folder)).subtracting(Self.way).filter { !$0.hasSuffix(".swift") }
    #expect(unknown.isEmpty, "folders without a place on the way: \(unknown)")
  }

  @Test func `time, chance and names come from World alone`() throws {
    let doors = ["Date()", ".random(", ".shuffled(", "UUID()", "Task.sleep", "Clock.now"]
    for file in try SourceFile.all(below: "Sources") where file.path != "Sources/Witan/World.swift"
    {
      for (number, line) in file.code.enumerated() {
        for door in doors where line.contains(door) {
          Issue.record("\(file.path):\(number + 1) says \(door)")
        }
      }
    }
  }
}
