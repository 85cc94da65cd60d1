import Foundation
import Ledger
import Synchronization

/// Reads all entries in order, some at a time: those to come are hashed and parsed on other cores
/// while the last ones are replayed.
final class EntryReader {
  /// An entry as it was found.
  struct Found: Sendable {
    let index: Int
    /// Nil where it is missing or cannot be read from the file.
    let bytes: [UInt8]?
    /// Why it cannot be read from the file; nil for missing.
    let fault: (any Error)?
    let leaf: TreeHash?
    /// Nil where there are no bytes.
    let entry: Result<Entry, any Error>?
  }

  private let shelf: any Shelf
  private let size: Int
  private let crew = Crew()

  /// So many at a time, each of 64 KiB at most.
  private static let batchSize = 128

  /// Reads the first entries of a shelf.
  init(_ shelf: any Shelf, size: Int) { (self.shelf, self.size) = (shelf, size) }

  /// Shows one after the other.
  func forEach(_ body: (Found) -> Void) {
    var coming = begin(0)
    while let batch = coming {
      coming = begin(batch.range.upperBound)
      for found in batch.work.wait() { body(found) }
    }
  }

  private func begin(_ start: Int) -> (range: Range<Int>, work: Crew.Work<Found>)? {
    guard start < size else { return nil }
    let range = start..<min(size, start + Self.batchSize)
    return (range, crew.begin(read(range)) { Self.parsed($0) })
  }

  private typealias Read = (index: Int, bytes: [UInt8]?, fault: (any Error)?)

  /// All at once; one by one where one of them is missing or damaged.
  private func read(_ range: Range<Int>) -> [Read] {
    if let all = try? shelf.entries(range), all.count == range.count {
      return zip(range, all).map { ($0, $1, nil) }
    }
    return range.map { index in
      do {
        return (index, try shelf.entries(index..<index + 1).first, nil)
      } catch {
        return (index, nil, error)
      }
    }
  }

  private static func parsed(_ read: Read) -> Found {
    guard let bytes = read.bytes else {
      return Found(index: read.index, bytes: nil, fault: read.fault, leaf: nil, entry: nil)
    }
    return Found(
      index: read.index, bytes: bytes, fault: nil, leaf: MerkleTree.leafHash(bytes),
      entry: Result { try Entry(bytes: bytes) })
  }
}
