import Foundation

/// An IP address.
public struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
  /// Four bytes of IPv4, or sixteen of IPv6, in network order.
  public let bytes: [UInt8]

  /// Takes four or sixteen bytes; nil for any other number.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Reads IPv4 as four decimal numbers without leading zeros, or IPv6 (RFC 4291) without a zone.
  /// Every other spelling that old resolvers take (`127.1`, `0x7f000001`, `2130706433`,
  /// `0177.0.0.1`) is nil.
  public init?(_ text: String) {
    if text.contains(":") {
      var buffer = [UInt8](repeating: 0, count: 16)
      guard text.utf8.allSatisfy({ $0 != 37 && $0 != 0 }), inet_pton(AF_INET6, text, &buffer) == 1
      else { return nil }
      bytes = buffer
    } else {
      let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      let numbers = parts.compactMap { part -> UInt8? in
        let isPlain = (1...3).contains(part.count) && part.allSatisfy { (48...57).contains($0) }
        guard isPlain, part.count == 1 || part.first != 48 else { return nil }
        return UInt8(String(decoding: part, as: UTF8.self))
      }
      guard parts.count == 4, numbers.count == 4 else { return nil }
      bytes = numbers
    }
  }

  /// The address in its usual spelling.
  public var description: String {
    if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "" }
    return text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  /// Who can be meant by an address.
  public enum Reach: Sendable {
    /// Somebody on the internet.
    case everywhere
    /// This machine or its own network: loopback, RFC 1918, RFC 4193.
    case local
    /// Nobody whom a request could be for: documentation, tests of benchmarks, groups, links,
    /// carriers' translators, tunnels in which another address is hidden, machines' metadata.
    case nobody
  }

  /// Who is meant (IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890).
  ///
  /// Of IPv6 only what is assigned to the internet (2000::/3) counts as everywhere, so that what
  /// hides an IPv4 address (mapped, NAT64, 6to4, Teredo) is none of it.
  public var reach: Reach {
    let networks = bytes.count == 4 ? Self.networks4 : Self.networks6
    for network in networks where network.holds(bytes) { return network.reach }
    return bytes.count == 4 ? .everywhere : .nobody
  }

  /// A network of addresses.
  private struct Network {
    let start: [UInt8]
    let bits: Int
    let reach: Reach

    init(_ start: [UInt8], _ bits: Int, _ reach: Reach) {
      (self.start, self.bits, self.reach) = (start, bits, reach)
    }

    func holds(_ bytes: [UInt8]) -> Bool {
      for place in 0..<(bits + 7) / 8 {
        let shown = min(8, bits - place * 8)
        let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - shown))
        let first = place < start.count ? start[place] : 0
        if bytes[place] & mask != first & mask { return false }
      }
      return true
    }
  }

  private static let networks4 = [
    Network([10], 8, .local), Network([127], 8, .local), Network([172, 16], 12, .local),
    Network([192, 168], 16, .local),
    Network([0], 8, .nobody), Network([100, 64], 10, .nobody), Network([169, 254], 16, .nobody),
    // The host service of a cloud.
    Network([168, 63, 129, 16], 32, .nobody),
    Network([192, 0, 0], 24, .nobody), Network([192, 0, 2], 24, .nobody),
    Network([192, 88, 99], 24, .nobody), Network([198, 18], 15, .nobody),
    Network([198, 51, 100], 24, .nobody), Network([203, 0, 113], 24, .nobody),
    Network([224], 3, .nobody),
  ]

  private static let networks6 = [
    // Metadata of some clouds, within what is private.
    Network([0xFD, 0, 0x0E, 0xC2], 32, .nobody), Network([0xFC], 7, .local),
    Network(Array(repeating: 0, count: 15) + [1], 128, .local),
    Network([0x20, 0x01], 23, .nobody), Network([0x20, 0x01, 0x0D, 0xB8], 32, .nobody),
    Network([0x20, 0x02], 16, .nobody), Network([0x3F, 0xFF], 20, .nobody),
    Network([0x20], 3, .everywhere),
  ]
}
