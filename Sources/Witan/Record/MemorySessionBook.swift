import Synchronization

/// Sessions in memory, for a community that no browser comes to, and for tests.
public final class MemorySessionBook: SessionBook {
  /// What there is.
  private struct Pages {
    var sessions: [String: WebSession] = [:]
    var links: [String: SignInLink] = [:]
    var identities: [Identity: ID<Member>] = [:]
  }

  /// Guards the sessions by their ids, and the links by their hashes.
  private let pages = Mutex(Pages())

  /// An empty book.
  public init() {}

  /// Keeps a new session.
  public func begin(_ session: WebSession, now: Instant) async throws {
    pages.withLock { pages in
      pages.sessions = pages.sessions.filter { $0.value.until > now }
      let own = pages.sessions.values.filter { $0.member == session.member }
        .sorted { ($0.seenAt, $0.id) < ($1.seenAt, $1.id) }
      for old in own.prefix(max(0, own.count + 1 - WebSession.limit)) {
        pages.sessions[old.id] = nil
      }
      pages.sessions[session.id] = session
    }
  }

  /// Changes a session.
  public func change<Result: Sendable>(
    secret sha256: String, _ body: @escaping @Sendable (inout WebSession?) -> Result
  ) async throws -> Result? {
    pages.withLock { pages in
      let found = pages.sessions.values.first { $0.secret == sha256 || $0.previous == sha256 }
      guard let found else { return nil }
      var session: WebSession? = found
      let result = body(&session)
      pages.sessions[found.id] = session
      return result
    }
  }

  /// The sessions of a member.
  public func sessions(of member: ID<Member>) async throws -> [WebSession] {
    pages.withLock { pages in
      pages.sessions.values.filter { $0.member == member }
        .sorted { ($1.beganAt, $1.id) < ($0.beganAt, $0.id) }
    }
  }

  /// Ends sessions of a member.
  public func end(_ ids: [String]?, of member: ID<Member>) async throws -> Int {
    pages.withLock { pages in
      let gone = pages.sessions.values.filter {
        $0.member == member && ids?.contains($0.id) ?? true
      }
      for session in gone { pages.sessions[session.id] = nil }
      return gone.count
    }
  }

  /// Keeps a link.
  public func keep(_ link: SignInLink, now: Instant) async throws {
    pages.withLock { pages in
      pages.links = pages.links.filter { $0.value.until > now }
      pages.links[link.sha256] = link
    }
  }

  /// Takes a link out.
  public func take(link sha256: String) async throws -> SignInLink? {
    pages.withLock { $0.links.removeValue(forKey: sha256) }
  }

  /// Drops a member's links.
  public func dropLinks(for member: ID<Member>) async throws {
    pages.withLock { pages in
      pages.links = pages.links.filter { $0.value.member != member }
    }
  }

  /// Whose an account elsewhere is.
  public func member(of identity: Identity) async throws -> ID<Member>? {
    pages.withLock { $0.identities[identity] }
  }

  /// A member's accounts elsewhere.
  public func identities(of member: ID<Member>) async throws -> [Identity] {
    pages.withLock { pages in
      pages.identities.filter { $0.value == member }.keys
        .sorted { ($0.issuer, $0.subject) < ($1.issuer, $1.subject) }
    }
  }

  /// Makes these a member's accounts.
  public func keep(_ identities: [Identity], of member: ID<Member>) async throws -> Bool {
    pages.withLock { pages in
      let areFree = identities.allSatisfy { pages.identities[$0].map { $0 == member } ?? true }
      guard areFree else { return false }
      pages.identities = pages.identities.filter { $0.value != member }
      for each in identities { pages.identities[each] = member }
      return true
    }
  }

  /// Forgets a member.
  public func forget(_ member: ID<Member>) async throws {
    _ = try await end(nil, of: member)
    _ = try await keep([], of: member)
    pages.withLock { pages in
      pages.links = pages.links.filter { $0.value.member != member && $0.value.by != member }
    }
  }
}
