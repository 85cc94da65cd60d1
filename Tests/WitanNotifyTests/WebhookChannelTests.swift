import Foundation
import HTTPTypes
import Hummingbird
import Testing
import Witan
import WitanTesting

@testable import WitanNotify

@Suite struct `Programs that are told` {
  private let told = ToldWorld(seed: 3)
  private let secret = "whsec_" + Data(repeating: 7, count: 24).base64EncodedString()

  private func subscription(_ port: Int) -> Subscription {
    Subscription(
      id: "w-1", member: ID("m-1"),
      target: .web(url: "http://127.0.0.1:\(port)/hook", secret: secret),
      kinds: [.checkpointSigned], token: nil, madeAt: told.now, since: 0)
  }

  private func notice(_ port: Int) -> QueuedNotice {
    QueuedNotice(testing: subscription(port), id: "n-1", now: told.now)
  }

  /// HMAC-SHA256 by openssl, in base64.
  private func openssl(_ text: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(text).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    let key = String(repeating: "07", count: 24)
    process.arguments = [
      "dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:\(key)", "-binary", file.path,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    process.waitUntilExit()
    return (try output.fileHandleForReading.readToEnd() ?? Data()).base64EncodedString()
  }

  @Test func `know who calls by a signature that openssl makes too`() async throws {
    let receiver = Receiver()
    try await receiver.open { (port: Int) async throws in
      let channel = WebhookChannel(world: told.world, rule: .privateToo)
      let outcome = try await channel.send(notice(port), to: subscription(port).target)
      #expect(outcome == .taken)
    }
    let post = try #require(receiver.posts.first)
    #expect(post.field("webhook-id") == "n-1")
    #expect(post.field("content-type") == "application/json")
    let timestamp = try #require(post.field("webhook-timestamp"))
    #expect(timestamp == "1767225600")
    let signature = try openssl(Array("n-1.\(timestamp).".utf8) + post.body)
    #expect(post.field("webhook-signature") == "v1,\(signature)")
  }

  static let outcomes: [(Int, NoticeOutcome)] = [
    (200, .taken), (204, .taken), (299, .taken), (302, .failed(.refused)), (400, .failed(.refused)),
    (410, .failed(.gone)), (500, .failed(.refused)),
    (503, .failed(.refused, retryAfterSeconds: 77)),
  ]

  @Test(arguments: outcomes)
  func `take by a status, and refuse by any other`(status: Int, outcome: NoticeOutcome) async throws
  {
    let receiver = Receiver { _ in
      Response(
        status: .init(code: status), headers: status == 503 ? [.retryAfter: "77"] : [:])
    }
    try await receiver.open { (port: Int) async throws in
      let channel = WebhookChannel(world: told.world, rule: .privateToo)
      #expect(
        try await channel.send(notice(port), to: subscription(port).target) == outcome)
      let strict = WebhookChannel(world: told.world, rule: .publicOnly)
      #expect(
        try await strict.send(notice(port), to: subscription(port).target) == .failed(.notPublic))
    }
    #expect(receiver.posts.count == 1)
  }

  @Test func `are none of a mailbox`() async throws {
    let channel = WebhookChannel(world: told.world, rule: .publicOnly)
    #expect(try await channel.send(notice(1), to: .mail(address: "a@b.example")) == nil)
  }
}
