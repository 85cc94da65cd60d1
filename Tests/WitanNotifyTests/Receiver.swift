import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Synchronization
import Testing
import Witan

@testable import WitanNotify

/// A real server on this machine that takes posts and remembers them.
final class Receiver: Sendable {
  /// One post as it came.
  struct Post: Sendable {
    let host: String
    let path: String
    let field: @Sendable (String) -> String?
    let body: [UInt8]
  }

  /// Guards what came.
  private let state = Mutex<[Post]>([])
  private let answer: @Sendable (Int) async throws -> Response

  /// A receiver that answers so, told how many came before.
  init(_ answer: @escaping @Sendable (Int) async throws -> Response = { _ in .init(status: .ok) }) {
    self.answer = answer
  }

  var posts: [Post] { state.withLock { $0 } }

  /// Listens on an address of this machine while the work lasts.
  func open(
    at host: String = "127.0.0.1", port: Int = 0, tls: TLSConfiguration? = nil,
    _ work: @Sendable @escaping (Int) async throws -> Void
  ) async throws {
    let (ports, told) = AsyncStream.makeStream(of: Int.self)
    var logger = Logger(label: "t")
    logger.logLevel = .critical
    let responder = CallbackResponder { (request: Request, _: BasicRequestContext) in
      let body = try await request.body.collect(upTo: 1 << 20)
      let fields = request.headers
      let count = self.state.withLock { posts in
        posts.append(
          Post(
            host: request.head.authority ?? "", path: request.uri.string,
            field: { name in HTTPField.Name(name).flatMap { fields[$0] } },
            body: Array(body.readableBytesView)))
        return posts.count - 1
      }
      return try await self.answer(count)
    }
    let builder: HTTPServerBuilder =
      if let tls { try .tls(.http1(), tlsConfiguration: tls) } else { .http1() }
    let server = Application(
      responder: responder, server: builder,
      configuration: .init(address: .hostname(host, port: port)),
      onServerRunning: { told.yield($0.localAddress?.port ?? 0) }, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask {
        for await port in ports { return try await work(port) }
      }
      try await group.next()
      group.cancelAll()
    }
  }
}

/// A resolver whose answers change: each is given once, the last for ever.
final class ToldResolver: Resolver {
  /// Guards the answers that are left and the names that were asked for.
  private let state: Mutex<(answers: [[String]], asked: [String])>

  init(_ answers: [String]...) { state = Mutex((answers, [])) }

  var asked: [String] { state.withLock { $0.asked } }

  func addresses(of name: String) async throws -> [NetworkAddress] {
    state.withLock { state in
      state.asked.append(name)
      let answer = state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
      return answer.compactMap { NetworkAddress($0) }
    }
  }
}
