import Foundation
import Synchronization

/// Works on things on all cores.
final class Crew: Sendable {
  private let queue = DispatchQueue(label: "audit.crew", attributes: .concurrent)
  /// How many hands there are.
  static let hands = max(1, ProcessInfo.processInfo.activeProcessorCount)

  /// Begins to work on things; who waits for it gets what came of each, in order.
  func begin<Thing: Sendable, Result: Sendable>(
    _ things: [Thing], _ body: @escaping @Sendable (Thing) -> Result
  ) -> Work<Result> {
    let share = max(1, (things.count + Self.hands - 1) / Self.hands)
    let work = Work<Result>(parts: (things.count + share - 1) / share)
    for (part, start) in stride(from: 0, to: things.count, by: share).enumerated() {
      let mine = things[start..<min(things.count, start + share)]
      queue.async(group: work.group) { work.keep(mine.map(body), part) }
    }
    return work
  }

  /// What some of them are working on.
  final class Work<Result: Sendable>: Sendable {
    fileprivate let group = DispatchGroup()
    /// Guards what is done, part by part.
    private let done: Mutex<[[Result]]>

    fileprivate init(parts: Int) { done = Mutex([[Result]](repeating: [], count: parts)) }

    fileprivate func keep(_ results: [Result], _ part: Int) {
      done.withLock { $0[part] = results }
    }

    /// Waits for all.
    func wait() -> [Result] {
      group.wait()
      return done.withLock { done in
        defer { done = [] }
        return done.flatMap { $0 }
      }
    }
  }
}
