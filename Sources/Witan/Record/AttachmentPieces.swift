public import Ledger
import Synchronization

/// An attachment on its way to be hashed: its pieces are read where the transaction is, one after
/// the other, and hashed wherever there is time.
public struct AttachmentPieces {
  /// Reads the next piece as it is kept; nil at the end.
  public let next: () throws -> [UInt8]?
  /// Takes the pieces in their order.
  public let hashing: any AttachmentHashing

  /// Takes both as they are.
  public init(next: @escaping () throws -> [UInt8]?, hashing: any AttachmentHashing) {
    (self.next, self.hashing) = (next, hashing)
  }

  /// Content that is in memory already, hashed as it is.
  init(whole content: [UInt8]) {
    var rest: [UInt8]? = content
    next = {
      defer { rest = nil }
      return rest
    }
    hashing = PlainHashing()
  }
}

/// What hashes an attachment by pieces; called from one thread at a time.
public protocol AttachmentHashing: Sendable {
  /// Takes the next piece; throws `AttachmentFault` where it can be of no such attachment.
  func take(_ piece: [UInt8]) throws
  /// The hash of the content, held against what the record and the name say; throws
  /// `AttachmentFault`.
  func finish() throws -> TreeHash
}

/// Hashes pieces as they are.
private final class PlainHashing: AttachmentHashing {
  /// Guards the hash so far.
  private let hash = Mutex(SHA.Stream())

  /// Hashes.
  func take(_ piece: [UInt8]) throws {
    hash.withLock { hash in piece.withUnsafeBytes { hash.take($0) } }
  }

  /// Of all pieces.
  func finish() throws -> TreeHash { hash.withLock { $0.finish() } }
}
