import Foundation
import Ledger
import Synchronization

/// Hashes things on all cores while the next ones are read.
final class HashCrew: Sendable {
  /// What became of one thing.
  typealias Outcome = (name: String, result: Result<TreeHash, any Error>)

  /// Guards what came of each, by its number.
  private let outcomes = Mutex<[Int: Outcome]>([:])
  private let queue = DispatchQueue(label: "audit.hashing", attributes: .concurrent)
  private let group = DispatchGroup()
  /// So many are read and not yet hashed, at most.
  private let hands = DispatchSemaphore(
    value: max(2, ProcessInfo.processInfo.activeProcessorCount + 1))
  /// Guards how many were taken.
  private let count = Mutex(0)

  /// Takes a thing: reads it here and now, and hashes it elsewhere.
  ///
  /// - Parameter read: gives what hashes it; nil where there is none.
  func hash(_ name: String, _ read: () throws -> (@Sendable () throws -> TreeHash)?) {
    let number = count.withLock { count in
      defer { count += 1 }
      return count
    }
    hands.wait()
    do {
      guard let work = try read() else {
        throw AttachmentFault(name: name, reason: "it is missing")
      }
      queue.async(group: group) {
        self.keep(number, name, Result { try work() })
        self.hands.signal()
      }
    } catch {
      keep(number, name, .failure(error))
      hands.signal()
    }
  }

  /// Waits for all, and gives them in the order in which they were taken.
  func finish() -> [Outcome] {
    group.wait()
    return outcomes.withLock { outcomes in outcomes.sorted { $0.key < $1.key }.map(\.value) }
  }

  private func keep(_ number: Int, _ name: String, _ result: Result<TreeHash, any Error>) {
    outcomes.withLock { $0[number] = (name, result) }
  }
}
