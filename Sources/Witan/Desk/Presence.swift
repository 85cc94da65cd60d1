import Synchronization

/// The experts who did anything since the last time that it was recorded.
final class Presence: Sendable {
  /// Guards the names.
  private let names = Mutex<Set<ID<Member>>>([])

  /// Notes that somebody is there; only of experts is it ever recorded.
  func see(_ member: Member) {
    guard member.isOne(of: .expert) else { return }
    _ = names.withLock { $0.insert(member.id) }
  }

  /// Everybody noted so far, in the order of their names; they are forgotten here.
  func take() -> [ID<Member>] {
    names.withLock { names in
      defer { names = [] }
      return names.sorted()
    }
  }
}

extension Desk {
  /// Records who was there, so that a receipt can tell what the router knew: of each at most once
  /// in half the time for which it counts.
  func recordPresence() async throws {
    let seen = presence.take()
    guard !seen.isEmpty else { return }
    let now = world.now()
    let news = try await archive.read { shelf in
      let half = try shelf.rule().reach.recentSeconds / 2
      return try seen.filter { expert in
        // Whoever left meanwhile is nobody's expert any more.
        guard try shelf.member(expert)?.isOne(of: .expert) == true else { return false }
        return try shelf.rhythm(expert).activeAt.map { $0.adding(seconds: half) <= now } ?? true
      }
    }
    guard !news.isEmpty else { return }
    try await record { journal, _ in
      try journal.record(.membersSeen(MembersSeen(members: news)), by: nil)
    }
  }
}
