import Foundation
import Ledger
import Synchronization

/// Hashes attachments on all cores while they are read, piece by piece: some at a time, so that
/// neither their sizes nor their number fill the memory.
final class HashCrew {
  /// What became of one attachment.
  typealias Outcome = (name: String, result: Result<TreeHash, any Error>)

  /// One that is being read.
  private struct Job {
    let name: String
    let pieces: AttachmentPieces
    /// Its pieces are hashed in order.
    let queue: DispatchQueue
    let fault = Fault()
  }

  /// What went wrong with one while it was hashed.
  private final class Fault: Sendable {
    /// Guards the first error.
    let first = Mutex<(any Error)?>(nil)
  }

  /// Guards what became of those that nobody asked for yet.
  private let outcomes = Outcomes()
  private let group = DispatchGroup()
  /// So many pieces are read and not yet hashed, at most.
  private let room = DispatchSemaphore(value: 2 * Crew.hands)
  private var jobs: [Job] = []

  /// What became of some.
  private final class Outcomes: Sendable {
    let done = Mutex<[Outcome]>([])
  }

  /// Takes an attachment; nil for one that is not there.
  ///
  /// - Returns: what became of earlier ones meanwhile, in no order.
  func hash(_ name: String, _ open: () throws -> AttachmentPieces?) -> [Outcome] {
    while jobs.count >= Crew.hands { readOn() }
    do {
      guard let pieces = try open() else {
        throw AttachmentFault(name: name, reason: "it is missing")
      }
      group.enter()
      jobs.append(Job(name: name, pieces: pieces, queue: DispatchQueue(label: "audit.hashing")))
    } catch {
      outcomes.done.withLock { $0.append((name, .failure(error))) }
    }
    return take()
  }

  /// Waits for the rest.
  func finish() -> [Outcome] {
    while !jobs.isEmpty { readOn() }
    group.wait()
    return take()
  }

  private func take() -> [Outcome] {
    outcomes.done.withLock { done in
      defer { done = [] }
      return done
    }
  }

  /// Reads a piece of each; those at their end are let go.
  private func readOn() {
    jobs.removeAll { job in
      do {
        guard let piece = try job.pieces.next() else {
          end(job, nil)
          return true
        }
        room.wait()
        let (room, fault, hashing) = (room, job.fault, job.pieces.hashing)
        job.queue.async {
          defer { room.signal() }
          guard fault.first.withLock({ $0 == nil }) else { return }
          do {
            try hashing.take(piece)
          } catch {
            fault.first.withLock { $0 = error }
          }
        }
        return fault.first.withLock { $0 != nil } ? letGo(job) : false
      } catch {
        end(job, error)
        return true
      }
    }
  }

  /// What is wrong already need not be read to its end.
  private func letGo(_ job: Job) -> Bool {
    end(job, nil)
    return true
  }

  private func end(_ job: Job, _ error: (any Error)?) {
    let (name, fault, hashing) = (job.name, job.fault, job.pieces.hashing)
    let (outcomes, group) = (outcomes, group)
    job.queue.async {
      let result = Result {
        if let error = error ?? fault.first.withLock({ $0 }) { throw error }
        return try hashing.finish()
      }
      outcomes.done.withLock { $0.append((name, result)) }
      group.leave()
    }
  }
}
