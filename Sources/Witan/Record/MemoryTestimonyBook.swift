import Synchronization

/// What others said of the ledger's states, in memory, for a community whom nobody watches, and for
/// tests.
public final class MemoryTestimonyBook: TestimonyBook {
  /// What there is.
  private struct Pages {
    var cosigned: String?
    var stamps: [KeptStamp] = []
  }

  /// Guards the note and the stamps.
  private let pages = Mutex(Pages())

  /// An empty book.
  public init() {}

  /// The last cosigned checkpoint.
  public func cosigned() -> String? { pages.withLock { $0.cosigned } }

  /// Keeps a cosigned checkpoint.
  public func keep(cosigned note: String) { pages.withLock { $0.cosigned = note } }

  /// Keeps a time stamp.
  public func keep(_ stamp: KeptStamp) { pages.withLock { $0.stamps.append(stamp) } }

  /// The names of the stamps.
  public func stampNames() -> [String] { pages.withLock { $0.stamps.map(\.name).sorted() } }

  /// One stamp.
  public func stamp(_ name: String) -> KeptStamp? {
    pages.withLock { $0.stamps.first { $0.name == name } }
  }

  /// Nothing: what is in memory goes with it.
  public func copy(beside backup: String, at instant: Instant) -> String? { nil }

  /// Nothing.
  public func removeCopy(beside backup: String) {}
}
