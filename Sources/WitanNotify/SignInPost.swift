public import Logging
import Metrics
public import ServiceLifecycle
import Synchronization
public import Witan

/// Sends links to sign in with to those who ask for them.
///
/// A request only stands in a queue of this process's memory until its turn, so that neither what
/// the asker is answered nor how long that takes says whether anybody has the address. A link is
/// a key: it is never written down; what waits when the server stops is to be asked for again.
public final class SignInPost: LinkRequests, Service, CustomStringConvertible {
  /// All that a log of services says of it.
  public var description: String { "sign-in post" }

  private let desk: Desk
  private let postman: Postman
  private let site: String
  private let logger: Logger
  private let world: World
  private let requests: AsyncStream<MailAddress>
  private let door: AsyncStream<MailAddress>.Continuation
  /// Guards when links were sent to an address, by its folded text.
  private let sent = Mutex<[String: [Instant]]>([:])

  /// Guards the addresses that somebody has, folded, and when they were read.
  private let known = Mutex<(at: Instant, addresses: Set<String>)?>(nil)

  /// So many an hour to one address, and so many in all.
  static let hourly = 3
  static let hourlyInAll = 600
  /// How many requests wait; more are dropped.
  static let waiting = 200
  /// Waits after each try, in milliseconds; nil after the last.
  private static let waits: [Int?] = [5_000, 60_000, nil]

  /// A post by this mail server; links lead to `site`.
  public init(desk: Desk, server: MailServer, site: String, world: World, logger: Logger) {
    (self.desk, self.logger, self.world) = (desk, logger, world)
    postman = Postman(server: server, world: world)
    self.site = site.hasSuffix("/") ? String(site.dropLast()) : site
    (requests, door) = AsyncStream.makeStream(
      of: MailAddress.self, bufferingPolicy: .bufferingOldest(Self.waiting))
  }

  /// Takes a request.
  public func request(_ address: MailAddress) { door.yield(address) }

  /// Sends until shutdown.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        for await address in self.requests where await self.mayBeSent(to: address) {
          group.addTask { await self.serve(address) }
        }
      }
    }
  }

  /// Counts a link for an address that somebody has, as no other costs anybody a message; false
  /// where there were too many, of which an operator is told where it may be an attack on all.
  private func mayBeSent(to address: MailAddress) async -> Bool {
    guard await isKnown(address) else { return false }
    let now = world.now()
    return sent.withLock { sent in
      sent = sent.compactMapValues { times in
        let recent = times.filter { now < $0.adding(seconds: 3_600) }
        return recent.isEmpty ? nil : recent
      }
      let count = sent[address.folded]?.count ?? 0
      let all = sent.values.reduce(0) { $0 + $1.count }
      guard count < Self.hourly else { return false }
      guard all < Self.hourlyInAll else {
        tally("held-back")
        logger.warning("too many sign-in links an hour; one is not sent")
        return false
      }
      sent[address.folded, default: []].append(now)
      return true
    }
  }

  /// Whether anybody has an address, as of the last second: however many are made up, all are read
  /// once a second at most.
  private func isKnown(_ address: MailAddress) async -> Bool {
    let now = world.now()
    if let read = known.withLock({ $0 }), read.at <= now, now < read.at.adding(seconds: 1) {
      return read.addresses.contains(address.folded)
    }
    do {
      let addresses = try await desk.knownMail()
      known.withLock { $0 = (now, addresses) }
      return addresses.contains(address.folded)
    } catch {
      logger.error("sign-in links are not sent", metadata: ["fault": "\(type(of: error))"])
      return false
    }
  }

  private func serve(_ address: MailAddress) async {
    do {
      try await send(to: address)
    } catch {
      guard !Task.isCancelled else { return }
      tally("given-up")
      logger.error("a sign-in link is not sent", metadata: ["fault": "\(type(of: error))"])
    }
  }

  private func send(to address: MailAddress) async throws {
    guard let mail = try await desk.signInMail(to: address, site: site) else { return }
    for wait in Self.waits {
      switch try await postman.send(mail) {
      case .taken: return tally("sent")
      case .failed(let reason, _):
        logger.notice("a sign-in link was not taken", metadata: ["reason": "\(reason.rawValue)"])
      }
      guard let wait else { return tally("given-up") }
      try await world.pause(wait)
    }
  }

  private func tally(_ result: String) {
    Counter(label: "witan_sign_in_mails_total", dimensions: [("result", result)]).increment()
  }
}
