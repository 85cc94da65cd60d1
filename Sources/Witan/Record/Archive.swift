public import Ledger

/// Where a community's record is kept: entries, their tree, the records that follow from them,
/// and what stands outside the ledger. One archive is one community.
///
/// Every keeper passes `ArchiveExercise` (WitanTesting).
public protocol Archive: Sendable {
  /// Reads one consistent state; what commits meanwhile is not seen.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any Shelf) throws -> Result
  ) async throws -> Result

  /// One transaction of the only writer: all of it is durable when this returns, or, when the body
  /// throws, none of it ever was. Bodies of concurrent callers run one after the other and may
  /// share one commit.
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (any Pen) throws -> Result
  ) async throws -> Result

  /// The ledger's size after each commit from now on, for those who wait for news; a slow reader
  /// sees the latest only.
  func commits() -> AsyncStream<Int>

  /// Writes a whole, verified copy of the archive into a new file of this plain name, in the folder
  /// that the keeper has for backups; refuses a file that exists. Gives the file's path.
  func backup(named name: String) async throws -> String

  /// Overwrites in the keeper's files what `Pen.forget` and `Pen.detach` left of what they removed,
  /// if anything; gives whether nothing is left. False while somebody reads an older state, or
  /// where it costs too much to be done now: to be called again.
  ///
  /// - Parameter first: what is to be wiped elsewhere; done before, if anything is left. If it
  ///   throws, all is left for the next time.
  func overwriteErased(
    at now: Instant, first: @Sendable () async throws -> Void
  ) async throws -> Bool

  /// Replaces the copies that `backup` made and that hold what was removed since by a new one of
  /// this plain name; nil only names them.
  func replaceBackups(by name: String?) async throws -> OldCopies

  /// Removes the oldest of the copies that `backup` made until so many are left; gives their paths.
  func dropBackups(keeping count: Int) async throws -> [String]
}

extension Archive {
  /// Nothing to do, for keepers that keep no files.
  public func overwriteErased(
    at now: Instant, first: @Sendable () async throws -> Void
  ) async throws -> Bool { true }
  /// The same without anything elsewhere.
  public func overwriteErased(at now: Instant) async throws -> Bool {
    try await overwriteErased(at: now) {}
  }
  /// None, for keepers that keep no files.
  public func replaceBackups(by name: String?) async throws -> OldCopies { OldCopies() }
  /// None, for keepers that keep no files.
  public func dropBackups(keeping count: Int) async throws -> [String] { [] }
}

/// What a transaction can read.
public protocol Shelf: NodeReading {
  /// How many entries the ledger has.
  func ledgerSize() throws -> Int
  /// The bytes of entries, by index; those beyond the end are left out.
  func entries(_ range: Range<Int>) throws -> [[UInt8]]
  /// The canonical JSON of one record, nil where there is none.
  func record(_ kind: RecordKind, _ key: String) throws -> [UInt8]?
  /// Records in the order of their keys' bytes.
  func records(_ kind: RecordKind, _ filter: RecordFilter) throws -> [StoredRecord]
  /// A kept disclosure (SD-JWT form) by its digest; nil when erased or never kept.
  func payload(_ digest: String) throws -> String?
  /// All digests of kept disclosures, in order.
  func payloadDigests() throws -> [String]
  /// An attachment's whole content, hashed anew against its record; nil where there is none.
  ///
  /// Throws `AttachmentFault` when the content is not what was kept.
  func attachment(_ name: String) throws -> [UInt8]?
  /// The names of all attachments, in order.
  func attachmentNames() throws -> [String]
  /// The signed checkpoint of the last commit, nil before the first.
  func checkpoint() throws -> String?
  /// Shows every kept disclosure with its digest, in the order of the digests' bytes, one after the
  /// other.
  func eachPayload(_ body: (_ digest: String, _ disclosure: String) throws -> Void) throws
  /// Shows the name of every attachment, in the order of the names' bytes.
  func eachAttachment(_ body: (_ name: String) throws -> Void) throws
  /// Begins to read an attachment, which is unpacked, held against its record and hashed elsewhere;
  /// nil where there is none. Throws `AttachmentFault`.
  func attachmentPieces(_ name: String) throws -> AttachmentPieces?
  /// How many payloads, attachments and records are kept, for telling how far a walk is.
  func keptCount() throws -> Int
  /// Lends an empty record of no community, which is gone when the body returns.
  func withScratch(_ body: (any Pen) throws -> Void) throws
  /// What the keeper itself finds wrong with how the archive is kept: damaged pages, a guard that
  /// is gone. Each in one sentence; empty for a keeper with nothing of the kind.
  ///
  /// - Parameter progress: told now and then, for as long as it takes, how many steps were taken.
  func damage(_ progress: (Int) -> Void) throws -> [String]
}

extension Shelf {
  /// Nothing, for keepers that have no form of their own to be damaged.
  public func damage(_ progress: (Int) -> Void) throws -> [String] { [] }

  /// What `payloadDigests` lists.
  public func eachPayload(_ body: (_ digest: String, _ disclosure: String) throws -> Void) throws {
    for digest in try payloadDigests() { try body(digest, payload(digest) ?? "") }
  }

  /// What `attachmentNames` lists.
  public func eachAttachment(_ body: (_ name: String) throws -> Void) throws {
    for name in try attachmentNames() { try body(name) }
  }

  /// What `attachment` gives, in one piece.
  public func attachmentPieces(_ name: String) throws -> AttachmentPieces? {
    try attachment(name).map { AttachmentPieces(whole: $0) }
  }

  /// Counted one by one.
  public func keptCount() throws -> Int {
    try RecordKind.allCases.reduce(payloadDigests().count + attachmentNames().count) { sum, kind in
      try sum + records(kind, RecordFilter()).count
    }
  }

  /// One in memory.
  public func withScratch(_ body: (any Pen) throws -> Void) throws { try body(MemoryPen()) }
}

/// What a transaction of the writer can do beside reading.
public protocol Pen: Shelf {
  /// Appends an entry and the tree's new nodes; the entry's index is the size before.
  func append(_ entry: [UInt8]) throws
  /// Keeps a record under its key in place of an earlier one.
  func put(_ kind: RecordKind, _ key: String, _ body: [UInt8]) throws
  /// Removes a record.
  func remove(_ kind: RecordKind, _ key: String) throws
  /// Keeps a disclosure under its digest.
  func keep(_ disclosure: Disclosure) throws
  /// Keeps an attachment under a name that tells its content; the same name again changes nothing.
  func attach(_ name: String, _ content: [UInt8]) throws
  /// Removes a disclosure, salt and value; see `Archive.overwriteErased`.
  func forget(_ digest: String) throws
  /// Removes an attachment; see `Archive.overwriteErased`.
  func detach(_ name: String) throws
}

/// One record as it is kept.
public struct StoredRecord: Equatable, Sendable {
  public let key: String
  /// Canonical JSON.
  public let body: [UInt8]

  /// Takes key and body as they are.
  public init(key: String, body: [UInt8]) {
    self.key = key
    self.body = body
  }
}

/// Which records of a kind are wanted.
public struct RecordFilter: Sendable {
  /// A condition on one of the kind's `indexes`.
  public enum Condition: Sendable {
    /// All records of the kind.
    case all
    /// The field is this text.
    case equal(field: String, to: String)
    /// The field is a text that does not come after this one in the order of bytes.
    case upTo(field: String, limit: String)
  }

  public var condition: Condition
  /// Only keys after this one.
  public var after: String?
  /// At most this many.
  public var limit: Int
  /// From the last key backwards; `after` then means before.
  public var isDescending: Bool

  /// Takes the filter as it is.
  public init(
    _ condition: Condition = .all, after: String? = nil, limit: Int = Int(Int32.max),
    isDescending: Bool = false
  ) {
    self.condition = condition
    self.after = after
    self.limit = limit
    self.isDescending = isDescending
  }
}

/// An attachment whose content is not what was kept.
public struct AttachmentFault: Error, Equatable, Sendable {
  public let name: String
  public let reason: String

  /// Names the attachment and what is wrong with it.
  public init(name: String, reason: String) {
    self.name = name
    self.reason = reason
  }
}
