import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOSSL
import Testing
import Witan

@testable import WitanNotify

@Suite struct `A post to an address that a member named` {
  private func address(_ text: String) throws -> OutgoingAddress {
    try OutgoingAddress(text, .privateToo)
  }

  private func pinned(_ resolver: ToldResolver, only: String...) -> PinnedPost {
    PinnedPost(allows: { only.contains($0.description) }, resolver: resolver)
  }

  @Test func `goes to the address that was checked, though the name leads elsewhere by then`()
    async throws
  {
    let (checked, rebound) = (Receiver(), Receiver())
    // The name is one that this machine's own resolver does not know.
    let resolver = ToldResolver(["127.0.0.2"], ["127.0.0.1"])
    try await checked.open(at: "127.0.0.2") { (port: Int) async throws in
      try await rebound.open(at: "127.0.0.1", port: port) { (_: Int) async throws in
        let post = pinned(resolver, only: "127.0.0.2")
        let url = try address("http://hooks.example:\(port)/a?b=1")
        let first = try await post.send(Array("x".utf8), to: url, header: [("A", "b")])
        #expect(first == .answered(status: 200, retryAfterSeconds: nil))
        #expect(resolver.asked == ["hooks.example"], "resolved once")
        let second = try await post.send([], to: url, header: [])
        #expect(second == .failed(.notPublic), "what it leads to now is not allowed")
        #expect(checked.posts.map(\.host) == ["hooks.example:\(port)"])
        #expect(checked.posts.first?.path == "/a?b=1")
        #expect(checked.posts.first?.body == Array("x".utf8))
        #expect(rebound.posts.isEmpty)
      }
    }
  }

  @Test(arguments: [
    ["127.0.0.1"], ["127.0.0.2", "127.0.0.1"], ["127.0.0.1", "127.0.0.2"], ["127.0.0.2", "::1"],
    ["127.0.0.2", "169.254.169.254"], ["::ffff:127.0.0.2"], ["64:ff9b::7f00:2"],
  ])
  func `is not made where any of the name's addresses is not allowed`(found: [String]) async throws
  {
    let receiver = Receiver()
    try await receiver.open(at: "127.0.0.2") { (port: Int) async throws in
      let outcome = try await pinned(ToldResolver(found), only: "127.0.0.2").send(
        [], to: try address("http://hooks.example:\(port)/"), header: [])
      #expect(outcome == .failed(.notPublic))
    }
    #expect(receiver.posts.isEmpty)
  }

  @Test func `by the rule for the internet never reaches this machine, by any name`() async throws {
    let receiver = Receiver()
    try await receiver.open { (port: Int) async throws in
      let post = PinnedPost(allows: { OutgoingRule.publicOnly.allows($0) })
      // "localhost" by the machine's own resolver.
      for host in ["localhost", "127.0.0.1", "[::1]"] {
        let url = try address("http://\(host):\(port)/")
        #expect(try await post.send([], to: url, header: []) == .failed(.notPublic))
      }
    }
    #expect(receiver.posts.isEmpty)
  }

  @Test func `follows no redirection`() async throws {
    let receiver = Receiver { _ in
      Response(status: .temporaryRedirect, headers: [.location: "/elsewhere"])
    }
    try await receiver.open { (port: Int) async throws in
      let outcome = try await pinned(ToldResolver(["127.0.0.1"]), only: "127.0.0.1").send(
        [], to: try address("http://hooks.example:\(port)/"), header: [])
      #expect(outcome == .answered(status: 307, retryAfterSeconds: nil))
    }
    #expect(receiver.posts.map(\.path) == ["/"])
  }

  @Test func `reads no endless reply`() async throws {
    let receiver = Receiver { _ in
      Response(
        status: .ok,
        body: ResponseBody { writer in
          let part = ByteBuffer(repeating: 65, count: 1 << 16)
          for _ in 0..<100_000 { try await writer.write(part) }
          try await writer.finish(nil)
        })
    }
    try await receiver.open { (port: Int) async throws in
      let outcome = try await pinned(ToldResolver(["127.0.0.1"]), only: "127.0.0.1").send(
        [], to: try address("http://hooks.example:\(port)/"), header: [])
      #expect(outcome == .answered(status: 200, retryAfterSeconds: nil))
    }
  }

  @Test func `waits ten seconds for who says nothing, and no longer`() async throws {
    let receiver = Receiver { _ in
      for await _ in AsyncStream<Never>.makeStream().stream {}
      return Response(status: .ok)
    }
    try await receiver.open { (port: Int) async throws in
      let outcome = try await pinned(ToldResolver(["127.0.0.1"]), only: "127.0.0.1").send(
        [], to: try address("http://hooks.example:\(port)/"), header: [])
      #expect(outcome == .failed(.timeout))
    }
  }

  @Test func `tells who is not there`() async throws {
    let post = pinned(ToldResolver(["127.0.0.1"]), only: "127.0.0.1")
    #expect(
      try await post.send([], to: try address("http://hooks.example:1/"), header: [])
        == .failed(.unreachable))
    let nowhere = PinnedPost(allows: { _ in true }, resolver: ToldResolver([]))
    #expect(
      try await nowhere.send([], to: try address("http://hooks.example/"), header: [])
        == .failed(.unresolved))
  }

  @Test func `over TLS wants a certificate for the name, not for the address`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (chain, key) = (folder.appending(path: "c.pem").path, folder.appending(path: "k.pem").path)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", key, "-out", chain, "-days", "2", "-subj", "/CN=hooks.example",
      "-addext", "subjectAltName=DNS:hooks.example",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(chain).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
    let receiver = Receiver()
    try await receiver.open(tls: tls) { (port: Int) async throws in
      func send(_ host: String, roots: NIOSSLTrustRoots?) async throws -> PinnedPost.Outcome {
        var post = pinned(ToldResolver(["127.0.0.1"]), only: "127.0.0.1")
        post.roots = roots
        return try await post.send([], to: try address("https://\(host):\(port)/"), header: [])
      }
      let ours = NIOSSLTrustRoots.file(chain)
      #expect(
        try await send("hooks.example", roots: ours)
          == .answered(status: 200, retryAfterSeconds: nil))
      #expect(try await send("other.example", roots: ours) == .failed(.tls))
      #expect(try await send("hooks.example", roots: nil) == .failed(.tls), "nobody vouches for it")
    }
    #expect(receiver.posts.map(\.host.count) == ["hooks.example:00000".count])
  }
}
