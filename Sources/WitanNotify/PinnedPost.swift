import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Witan

/// Posts to an address that a member named.
///
/// The name is resolved once, every address that it has is checked, and the connection is made to
/// the first of those that were checked: the HTTP client is given the address itself, so that
/// nothing resolves the name a second time. TLS and the field `Host` keep the name. No redirection
/// is followed, no proxy of the environment used, no body of a reply read.
struct PinnedPost: Sendable {
  /// Whether a connection to this address may be made.
  let allows: @Sendable (NetworkAddress) -> Bool
  /// By which names are resolved.
  var resolver: any Resolver = SystemResolver()
  /// Who vouches for certificates; nil for those whom the system believes.
  var roots: NIOSSLTrustRoots?

  /// How long all of it may take, and the connection alone.
  static let seconds: Int64 = 10
  static let connectSeconds: Int64 = 5

  /// How a request ended.
  enum Outcome: Equatable, Sendable {
    /// It was answered with this status, and with `Retry-After` in seconds if that was sent so.
    case answered(status: Int, retryAfterSeconds: Int?)
    case failed(NoticeFailure.Reason)
  }

  /// Sends one request; what goes wrong is an outcome.
  func send(
    _ body: [UInt8], to address: OutgoingAddress, header: [(String, String)]
  ) async throws -> Outcome {
    let pinned: NetworkAddress
    switch try await checked(address) {
    case .success(let found): pinned = found
    case .failure(let fault): return .failed(fault.reason)
    }
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(Self.connectSeconds), read: .seconds(Self.seconds)))
    configuration.dnsOverride = [address.host: pinned.description]
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    if let roots {
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = roots
      configuration.tlsConfiguration = tls
    }
    // A client of its own, as what it is pinned to is this request's alone.
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    var request = HTTPClientRequest(url: address.text)
    request.method = .POST
    for (name, value) in header { request.headers.add(name: name, value: value) }
    request.body = .bytes(ByteBuffer(bytes: body))
    let outcome = await outcome(client, request)
    try await client.shutdown()
    return outcome
  }

  private struct Fault: Error { let reason: NoticeFailure.Reason }

  private func checked(_ address: OutgoingAddress) async throws -> Result<NetworkAddress, Fault> {
    var found = [address.literal].compactMap { $0 }
    if found.isEmpty { found = try await resolver.addresses(of: address.host) }
    guard let first = found.first else { return .failure(Fault(reason: .unresolved)) }
    // A name with one address inside and one outside is not asked which of them it means.
    return found.allSatisfy(allows) ? .success(first) : .failure(Fault(reason: .notPublic))
  }

  private func outcome(_ client: HTTPClient, _ request: HTTPClientRequest) async -> Outcome {
    do {
      let response = try await client.execute(request, timeout: .seconds(Self.seconds))
      let wait = response.headers.first(name: "Retry-After").flatMap { Int($0) }
      return .answered(status: Int(response.status.code), retryAfterSeconds: wait)
    } catch let error as HTTPClientError
      where [.deadlineExceeded, .readTimeout, .connectTimeout, .writeTimeout].contains(error)
    {
      return .failed(.timeout)
    } catch let error as HTTPClientError where error == .tlsHandshakeTimeout {
      return .failed(.tls)
    } catch is NIOSSLError, is NIOSSLExtraError, is BoringSSLError {
      return .failed(.tls)
    } catch {
      return .failed(.unreachable)
    }
  }
}
