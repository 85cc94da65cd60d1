// swift-tools-version: 6.2
// The table of contents: targets in the order in which the data goes, one caption each.
import PackageDescription

/// The language mode of every target: Swift 6, explicit existentials, explicit imports, no warnings.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// The same, and optimised in debug builds too: the tests replay communities by the hundred, which
/// takes several times as long otherwise. Not where the package is another's dependency, as
/// SwiftPM lets no dependency choose flags.
let quick =
  Context.packageDirectory.contains("/.build/checkouts/")
  ? house : house + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "witan",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "witan", targets: ["WitanCLI"]),
    .library(name: "Inference", targets: ["Inference"]),
    .library(name: "Ledger", targets: ["Ledger"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // Votes in, belief out. Pure arithmetic; a library of its own.
    .target(name: "Inference", dependencies: ["CPrefetch"], swiftSettings: quick),

    // Entries in, checkpoints and proofs out. Pure; a library of its own.
    .target(
      name: "Ledger", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: quick),

    // The trade: ask, route, answer, decide, record, audit. Start at Desk.swift.
    .target(name: "Witan", dependencies: ["Inference", "Ledger"], swiftSettings: quick),

    // The archive kept in one SQLite file.
    .target(
      name: "WitanSQLite",
      dependencies: [
        "Witan", "CZlib", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Metrics", package: "swift-metrics"),
      ],
      swiftSettings: quick),

    // Other programs run as children: the decoder of photos, curl.
    .target(name: "WitanChild", swiftSettings: house),

    // The same verbs over HTTP, and the web pages.
    .target(
      name: "WitanHTTP",
      dependencies: [
        "CZlib", "Ledger", "Witan", "WitanChild",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdHTTP2", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOCertificateReloading", package: "swift-nio-extras"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      resources: [.embedInCode("Resources")],
      swiftSettings: house),

    // Telling people and programs what happened: webhooks.
    .target(
      name: "WitanNotify",
      dependencies: [
        "Witan", "WitanChild",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: house),

    // Signing in by an account elsewhere (OpenID Connect).
    .target(
      name: "WitanOpenID",
      dependencies: [
        "Witan",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: house),

    // Badges as credentials that others read (Open Badges 3.0).
    .target(
      name: "WitanBadges",
      dependencies: [
        "Witan",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "JWTKit", package: "jwt-kit"),
      ],
      swiftSettings: house),

    // Replay of recorded studies; simulated communities.
    .target(name: "WitanStudy", dependencies: ["Inference", "Witan"], swiftSettings: quick),

    // A told clock, an archive that fails, a crowd we know. For tests alone.
    .target(name: "WitanTesting", dependencies: ["Witan"], swiftSettings: quick),

    // The program `witan`: the only place where the parts meet.
    .executableTarget(
      name: "WitanCLI",
      dependencies: [
        "CZlib", "Inference", "Ledger", "Witan", "WitanSQLite", "WitanHTTP", "WitanNotify",
        "WitanBadges", "WitanOpenID", "WitanStudy",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: house),

    // Files attacked by seed, to see that the audit finds it. For tests and tools/prove-tamper.
    .target(
      name: "WitanTampering",
      dependencies: [
        "CZlib", "Ledger", "Witan", "WitanSQLite", "WitanTesting",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: quick),

    // Timings of belief, routing and verifying, for tools/bench; attacks for tools/prove-tamper.
    .executableTarget(
      name: "WitanBench",
      dependencies: [
        "Inference", "Ledger", "Witan", "WitanSQLite", "WitanTampering", "WitanTesting",
      ],
      swiftSettings: house),

    // One instruction of the processor: fetch ahead.
    .systemLibrary(name: "CPrefetch"),

    // Debian's zlib, for attachments and dossiers.
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    .testTarget(name: "InferenceTests", dependencies: ["Inference"], swiftSettings: house),
    .testTarget(name: "LedgerTests", dependencies: ["Ledger"], swiftSettings: house),
    .testTarget(
      name: "WitanTests", dependencies: ["Witan", "WitanTesting"], swiftSettings: house),
    .testTarget(
      name: "WitanStudyTests", dependencies: ["Witan", "WitanStudy"], swiftSettings: house),
    .testTarget(
      name: "WitanSQLiteTests",
      dependencies: [
        "WitanSQLite", "WitanTesting", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "WitanHTTPTests",
      dependencies: [
        "WitanHTTP", "WitanSQLite", "WitanTesting",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "NIOCertificateReloading", package: "swift-nio-extras"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "WitanNotifyTests",
      dependencies: [
        "WitanNotify", "WitanTesting",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: house),
    .testTarget(name: "WitanCLITests", dependencies: ["Witan", "WitanCLI"], swiftSettings: house),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Witan", "WitanSQLite", "WitanTampering", "WitanTesting"],
      swiftSettings: house),
    .testTarget(name: "TidyTests", swiftSettings: house),
  ]
)
