import Foundation
import NIOCore
import NIOPosix
import Witan

/// What tells to which addresses a name leads.
protocol Resolver: Sendable {
  /// All addresses of a name; empty where it leads nowhere.
  func addresses(of name: String) async throws -> [NetworkAddress]
}

/// The machine's own resolver (`getaddrinfo`), asked on NIO's threads for what blocks.
struct SystemResolver: Resolver {
  /// All addresses of a name.
  func addresses(of name: String) async throws -> [NetworkAddress] {
    try await NIOSingletons.posixBlockingThreadPool.runIfActive { Self.look(name) }
  }

  private static func look(_ name: String) -> [NetworkAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &first) == 0, let first else { return [] }
    defer { freeaddrinfo(first) }
    var found: [NetworkAddress] = []
    var next: UnsafeMutablePointer<addrinfo>? = first
    while let each = next?.pointee {
      if let address = each.address, !found.contains(address) { found.append(address) }
      next = each.ai_next
    }
    return found
  }
}

extension addrinfo {
  /// The IP address in it; nil for any other kind.
  fileprivate var address: NetworkAddress? {
    switch ai_family {
    case AF_INET:
      ai_addr?.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
        NetworkAddress(bytes: withUnsafeBytes(of: pointer.pointee.sin_addr, Array.init))
      }
    case AF_INET6:
      ai_addr?.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
        NetworkAddress(bytes: withUnsafeBytes(of: pointer.pointee.sin6_addr, Array.init))
      }
    default: nil
    }
  }
}
