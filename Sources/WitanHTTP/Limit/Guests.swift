import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// The connections that are open, by the address they come from, so that nobody takes them all.
///
/// What comes from this machine itself is not counted: a proxy there brings everybody, and has
/// limits of its own.
final class Guests: Sendable {
  /// The most connections of one address, of IPv6 of one network; nil for no limit.
  let limit: Int?
  /// Guards how many each address has; one without any is no entry.
  private let open = Mutex<[String: Int]>([:])

  /// Nobody, with this limit for each.
  init(limit: Int?) { self.limit = limit }

  /// How many addresses have connections.
  var count: Int { open.withLock { $0.count } }

  /// Counts a connection until it is closed; false, and not counted, where it is one too many.
  func admit(_ address: SocketAddress?, until closed: EventLoopFuture<Void>) -> Bool {
    guard let limit, let address, !address.isLoopback else { return true }
    let key = address.network
    let isAdmitted = open.withLock { open in
      guard open[key, default: 0] < limit else { return false }
      open[key, default: 0] += 1
      return true
    }
    if isAdmitted { closed.whenComplete { _ in self.leave(key) } }
    return isAdmitted
  }

  private func leave(_ key: String) {
    open.withLock { open in
      let rest = open[key, default: 1] - 1
      open[key] = rest > 0 ? rest : nil
    }
  }
}

/// Connections of another kind, each counted before anything is read from it, and closed at once
/// if its address has too many.
struct CountedChannel<Base: ServerChildChannel>: ServerChildChannel {
  private let base: Base
  private let guests: Guests

  /// The same connections, counted.
  init(_ base: Base, _ guests: Guests) { (self.base, self.guests) = (base, guests) }

  private struct OneTooMany: Error {}

  /// Sets a connection up, or closes it.
  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
    guard guests.admit(channel.remoteAddress, until: channel.closeFuture) else {
      channel.close(promise: nil)
      return channel.eventLoop.makeFailedFuture(OneTooMany())
    }
    return base.setup(channel: channel, logger: logger)
  }

  /// Speaks with one client.
  func handle(value: Base.Value, logger: Logger) async {
    await base.handle(value: value, logger: logger)
  }
}
